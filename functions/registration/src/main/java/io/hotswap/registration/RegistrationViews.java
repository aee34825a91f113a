package io.hotswap.registration;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadingPlugins;
import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.serialization.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Responses of the registration function: schemas of openapi.yaml as records.
final class RegistrationViews {
  private RegistrationViews() {}

  record RegistrationView(
      PluginId pluginId,
      String name,
      Optional<VersionView> version,
      Optional<UploadView> upload,
      List<RegistrationWarning> warnings) {
    static RegistrationView of(PluginVersion version, CheckState checks) {
      var view = VersionView.of(version, checks);
      return new RegistrationView(
          version.pluginId(),
          version.name(),
          Optional.of(view),
          Optional.empty(),
          RegistrationWarning.of(view.manifest()));
    }

    static RegistrationView of(UploadingPlugins.Ticket ticket) {
      var uploadDeclaration = ticket.upload().announcement();
      return new RegistrationView(
          uploadDeclaration.pluginId(),
          uploadDeclaration.name(),
          Optional.empty(),
          Optional.of(UploadView.of(ticket)),
          List.of());
    }
  }

  record VersionView(
      PluginId pluginId,
      String name,
      SemanticVersion version,
      String type,
      String description,
      Digest digest,
      long size,
      String format,
      JsonNode manifest,
      Instant registeredAt,
      Optional<String> registeredBy,
      String traceparent,
      SignatureView signature,
      CheckState checks,
      Optional<List<ChecksView>> checkResults,
      Optional<List<UnloadView>> unloads,
      Optional<LifecycleView> lifecycle) {
    /// For the user who registered it.
    static VersionView of(PluginVersion it, CheckState checks) {
      return of(it, checks, Optional.of(it.registeredBy()), Optional.empty(), Optional.empty());
    }

    /// With the results of its checks, which are for staff only.
    static VersionView of(PluginVersion it, Optional<VersionChecks> checks, Disclosure shown) {
      return of(
          it,
          state(checks),
          shown.operations(it.registeredBy()),
          checks.map(ChecksView::of).flatMap(shown::operations),
          Optional.empty());
    }

    // A version from before there were checks has no record yet.
    static CheckState state(Optional<VersionChecks> checks) {
      return checks.map(VersionChecks::state).orElse(CheckState.Pending);
    }

    /// @param unloads unload reports by node; for staff only
    static VersionView of(
        PluginVersion it, CheckState checks, List<UnloadView> unloads, Disclosure shown) {
      return of(
          it,
          checks,
          shown.operations(it.registeredBy()),
          Optional.empty(),
          shown.operations(unloads));
    }

    private static VersionView of(
        PluginVersion it,
        CheckState checks,
        Optional<String> registeredBy,
        Optional<List<ChecksView>> checkResults,
        Optional<List<UnloadView>> unloads) {
      return new VersionView(
          it.pluginId(),
          it.name(),
          it.version(),
          it.type(),
          it.description(),
          it.digest(),
          it.size(),
          it.format().name().toLowerCase(Locale.ROOT),
          Json.read(it.manifest(), JsonNode.class),
          it.registeredAt(),
          registeredBy,
          it.traceparent(),
          SignatureView.of(it.signature()),
          checks,
          checkResults,
          unloads,
          Optional.empty());
    }

    VersionView with(Lifecycle next, Disclosure shown) {
      return new VersionView(
          pluginId,
          name,
          version,
          type,
          description,
          digest,
          size,
          format,
          manifest,
          registeredAt,
          registeredBy,
          traceparent,
          signature,
          checks,
          checkResults,
          unloads,
          Optional.of(LifecycleView.of(next, shown)));
    }
  }

  /// @param since when the node stopped using the version
  /// @param at when the result was known
  record UnloadView(
      Environment environment,
      String node,
      boolean collected,
      Optional<LeakKind> kind,
      Optional<String> sentence,
      Optional<List<String>> path,
      Optional<Integer> copies,
      List<String> cleared,
      Instant since,
      Instant at) {
    private static final int CHARACTERS = 500_000;

    /// As many as fit in one response: leak reports may be long, and nodes many.
    static List<UnloadView> thatFit(List<UnloadView> views) {
      List<UnloadView> fitting = new ArrayList<>();
      int characters = 0;
      for (var view : views) {
        characters += Json.write(view).length();
        if (characters > CHARACTERS) {
          break;
        }
        fitting.add(view);
      }
      return fitting;
    }

    static UnloadView of(UnloadReport it) {
      var leak = it.leak();
      return new UnloadView(
          it.environment(),
          it.nodeId(),
          leak.isEmpty(),
          leak.map(UnloadReport.Leak::kind),
          leak.map(UnloadReport.Leak::sentence),
          leak.map(UnloadReport.Leak::path),
          leak.map(UnloadReport.Leak::copies),
          it.cleared(),
          it.retiredAt(),
          it.at());
    }
  }

  record UploadView(
      UUID uploadId,
      Instant expiresAt,
      Optional<String> url,
      Optional<Map<String, String>> headers,
      Optional<Long> partSize,
      Optional<List<PartView>> parts) {
    static UploadView of(UploadingPlugins.Ticket ticket) {
      var upload = ticket.upload();
      var addresses = ticket.addresses();
      return upload.inParts()
          ? new UploadView(
              upload.id(),
              upload.validUntil(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(Upload.PART),
              Optional.of(
                  IntStream.rangeClosed(1, addresses.size())
                      .mapToObj(number -> new PartView(number, addresses.get(number - 1).url()))
                      .toList()))
          : new UploadView(
              upload.id(),
              upload.validUntil(),
              Optional.of(addresses.getFirst().url()),
              Optional.of(addresses.getFirst().headers()),
              Optional.empty(),
              Optional.empty());
    }
  }

  record PartView(int partNumber, String url) {}

  record PluginView(
      PluginId pluginId,
      String name,
      String type,
      String description,
      SemanticVersion latestVersion,
      int versions,
      Instant createdAt,
      Instant updatedAt) {
    static PluginView of(RegisteredPlugin it) {
      return new PluginView(
          it.pluginId(),
          it.name(),
          it.type(),
          it.description(),
          it.latestVersion(),
          it.versions(),
          it.createdAt(),
          it.updatedAt());
    }
  }

  record PluginPage(List<PluginView> items, Optional<String> next) {
    static PluginPage of(Page<RegisteredPlugin> page) {
      return new PluginPage(
          page.items().stream().map(PluginView::of).toList(), page.next().map(Parameters::next));
    }
  }

  record VersionPage(List<VersionView> items, Optional<String> next) {
    static VersionPage of(Page<VersionView> page) {
      return new VersionPage(page.items(), page.next().map(Parameters::next));
    }
  }
}
