package io.hotswap.registration;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.operations.BeginningChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.RegisteringPlugins;
import io.hotswap.domain.plugin.RegisteringPlugins.Delivery;
import io.hotswap.domain.plugin.RegisteringPlugins.Registered;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadDeclaration;
import io.hotswap.domain.plugin.UploadedBytes;
import io.hotswap.domain.refusal.Result;
import io.hotswap.telemetry.FunctionMetrics;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Copies a binary to a local file, hashes it and registers the version.
final class BinaryIngestion {
  private final RegisteringPlugins registering;
  private final UploadedBytes bytes;
  private final BeginningChecks beginning;
  private final Telemetry telemetry;

  BinaryIngestion(
      RegisteringPlugins registering,
      UploadedBytes bytes,
      BeginningChecks beginning,
      Telemetry telemetry) {
    this.registering = registering;
    this.bytes = bytes;
    this.beginning = beginning;
    this.telemetry = telemetry;
  }

  private interface Fill {
    void fill(Path file) throws IOException;
  }

  Result<PluginVersion> inline(
      UploadDeclaration uploadDeclaration,
      byte[] content,
      Optional<String> signature,
      Origin origin) {
    return deliver(
        uploadDeclaration, Optional.empty(), signature, file -> Files.write(file, content), origin);
  }

  Result<PluginVersion> uploaded(Upload upload, Optional<String> signature, Origin origin) {
    return deliver(
        upload.announcement(),
        Optional.of(upload),
        signature,
        file -> bytes.fetch(upload, file),
        origin);
  }

  private Result<PluginVersion> deliver(
      UploadDeclaration uploadDeclaration,
      Optional<Upload> upload,
      Optional<String> signature,
      Fill fill,
      Origin origin) {
    try {
      return telemetry.inSpan(
          "plugin.register",
          "",
          Map.of(
              "hotswap.plugin.id", uploadDeclaration.pluginId().toString(),
              "hotswap.plugin.name", uploadDeclaration.name()),
          () -> register(uploadDeclaration, upload, signature, fill, origin));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result<PluginVersion> register(
      UploadDeclaration uploadDeclaration,
      Optional<Upload> upload,
      Optional<String> signature,
      Fill fill,
      Origin origin)
      throws IOException {
    var file = Files.createTempFile("hotswap-plugin-", ".bin");
    try (var logged =
        LogContext.with(Map.of("pluginId", uploadDeclaration.pluginId().toString()))) {
      fill.fill(file);
      return registering
          .register(
              new Delivery(
                  uploadDeclaration, file, digest(file), Files.size(file), upload, signature),
              origin)
          .map(this::begun);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private PluginVersion begun(Registered registered) {
    // Of one that was registered before too: it may be from before there were checks.
    beginning.begin(registered.version());
    if (registered.added()) {
      FunctionMetrics.count("plugins.registered.total", Map.of());
      FunctionMetrics.amount("plugin.versions.left", registered.left(), Map.of());
    }
    return registered.version();
  }

  private static Digest digest(Path file) {
    try (var in = Files.newInputStream(file)) {
      return Digest.over(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
