package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.Archives.Contents;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.trust.SignatureGate;
import io.hotswap.domain.trust.VersionSignature;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Registers a binary as a version of a plugin.
public final class RegisteringPlugins {
  private final Plugins plugins;
  private final Binaries binaries;
  private final RemovingBinaries removing;
  private final Runnable pause;
  private final Archives archives;
  private final SignatureGate gate;
  private final VersionLimit limit;
  private final Function<PluginId, List<SemanticVersion>> removable;
  private final InstantSource clock;

  /// @param limit of the versions of a plugin
  /// @param removable versions of a plugin that can be deleted, to be offered at the limit
  /// @param pause blocks for a moment between polls while the same bytes are being removed
  public RegisteringPlugins(
      Plugins plugins,
      Binaries binaries,
      Archives archives,
      SignatureGate gate,
      VersionLimit limit,
      Function<PluginId, List<SemanticVersion>> removable,
      InstantSource clock,
      Runnable pause) {
    this.limit = limit;
    this.removable = removable;
    this.plugins = plugins;
    this.binaries = binaries;
    this.removing = new RemovingBinaries(plugins, binaries, clock);
    this.pause = pause;
    this.archives = archives;
    this.gate = gate;
    this.clock = clock;
  }

  /// A complete binary in a local file.
  ///
  /// @param declaration what the client declared of it
  /// @param digest computed from this file
  /// @param upload the upload that it came from; empty when it came in the request
  /// @param signature in base64, if it came with one
  public record Delivery(
      UploadDeclaration declaration,
      Path file,
      Digest digest,
      long size,
      Optional<Upload> upload,
      Optional<String> signature) {}

  /// @param added false when the version was registered before, with the same bytes
  /// @param left how many more versions the plugin may have; 0 where none was added
  public record Registered(PluginVersion version, boolean added, int left) {}

  public Result<Registered> register(Delivery delivery, Origin origin) {
    return verifyDigest(delivery)
        .then(this::unblocked)
        .then(digest -> archives.read(delivery.file()))
        .then(contents -> matching(delivery.declaration(), contents))
        .then(contents -> signed(delivery, contents, origin))
        .then(version -> stored(version, delivery, origin));
  }

  private static Result<Digest> verifyDigest(Delivery delivery) {
    var announced = delivery.declaration().digest();
    return announced.isEmpty() || announced.get().equals(delivery.digest())
        ? Result.done(delivery.digest())
        : Result.refused(
            Refusal.of(
                ErrorCode.DIGEST_MISMATCH,
                "What arrived has the digest " + delivery.digest() + ".",
                "/sha256",
                announced.get().toString(),
                "Send the binary again, or announce the digest that it has."));
  }

  private Result<Digest> unblocked(Digest digest) {
    return gate.refusal(digest).map(Result::<Digest>refused).orElseGet(() -> Result.done(digest));
  }

  private static Result<Contents> matching(UploadDeclaration uploadDeclaration, Contents contents) {
    List<FieldError> errors = new ArrayList<>();
    if (!uploadDeclaration.name().equals(contents.name())) {
      errors.add(differs("/name", contents.name()));
    }
    if (uploadDeclaration
        .version()
        .filter(it -> !it.equals(contents.version().text()))
        .isPresent()) {
      errors.add(differs("/version", contents.version().text()));
    }
    return errors.isEmpty()
        ? Result.done(contents)
        : Result.refused(
            new Refusal(
                ErrorCode.INVALID_PLUGIN,
                "The binary's manifest says something other than the request.",
                errors));
  }

  private static FieldError differs(String pointer, String inManifest) {
    return new FieldError(
        pointer,
        inManifest + ", as the manifest says",
        "Announce `" + inManifest + "`, or send the binary that was meant.");
  }

  private Result<PluginVersion> signed(Delivery delivery, Contents contents, Origin origin) {
    var now = clock.instant();
    return gate.admitted(contents.name(), delivery.signature(), delivery.file(), now)
        .map(it -> version(delivery, contents, it, origin, now));
  }

  private static PluginVersion version(
      Delivery delivery,
      Contents contents,
      Optional<VersionSignature> signature,
      Origin origin,
      Instant now) {
    return new PluginVersion(
        PluginId.of(contents.name()),
        contents.name(),
        contents.version(),
        contents.type(),
        contents.description(),
        delivery.digest(),
        delivery.size(),
        contents.format(),
        contents.manifest(),
        now,
        origin.name(),
        origin.traceparent(),
        signature);
  }

  private Result<Registered> stored(PluginVersion version, Delivery delivery, Origin origin) {
    var known = known(version);
    return known.isPresent() ? known(known.get(), version) : recorded(version, delivery, origin);
  }

  /// This version if it is registered, or one that differs in build metadata only and so has the
  /// same precedence.
  private Optional<PluginVersion> known(PluginVersion version) {
    var same = plugins.samePrecedence(version.pluginId(), version.version());
    return same.stream()
        .filter(it -> it.version().equals(version.version()))
        .findFirst()
        .or(() -> same.stream().findFirst());
  }

  /// Stores the bytes before the record, so that every visible version has its binary.
  private Result<Registered> recorded(PluginVersion version, Delivery delivery, Origin origin) {
    var removals = new AtomicReference<>(stored(version.digest(), delivery.file()));
    return ConflictRetry.run(() -> attempted(version, delivery, removals, origin))
        .orElseGet(() -> discardAndRefuse(version));
  }

  /// @param removals as read before the bytes were stored; replaced when they are stored again
  private Optional<Result<Registered>> attempted(
      PluginVersion version,
      Delivery delivery,
      AtomicReference<Plugins.BinaryRemovals> removals,
      Origin origin) {
    var before = plugins.find(version.pluginId());
    // Read after the plugin, whose revision the addition is conditional on.
    if (known(version).isPresent()) {
      return Optional.of(discardAndRefuse(version));
    }
    var full = before.filter(it -> it.versions() >= limit.most());
    if (full.isPresent()) {
      removing.remove(version);
      var offered = removable.apply(version.pluginId());
      return Optional.of(Result.refused(limit.refusal(full.get(), offered)));
    }
    var after = before.map(it -> it.with(version)).orElseGet(() -> RegisteredPlugin.first(version));
    var addition =
        new Plugins.Addition(
            after,
            version,
            VersionChecks.begun(
                version.pluginId(), version.version(), version.digest(), version.registeredAt()),
            delivery.upload().map(it -> it.completedAs(version.version())),
            removals.get(),
            PluginAudits.added(before, after, version, origin));
    return switch (plugins.add(addition)) {
      case Written ->
          Optional.of(Result.done(new Registered(version, true, limit.most() - after.versions())));
      case VersionExists, UploadClosed -> Optional.of(discardAndRefuse(version));
      case PluginChanged -> Optional.empty();
      case BinaryRemoved -> {
        removals.set(stored(version.digest(), delivery.file()));
        yield Optional.empty();
      }
    };
  }

  /// @return the removals of the bytes as read before they were stored
  private Plugins.BinaryRemovals stored(Digest digest, Path file) {
    var removals = plugins.removals(digest);
    while (clock.instant().isBefore(removals.inProgressUntil())) {
      pause.run();
      removals = plugins.removals(digest);
    }
    binaries.store(digest, file);
    return removals;
  }

  private Result<Registered> discardAndRefuse(PluginVersion version) {
    removing.remove(version);
    return known(version)
        .map(it -> known(it, version))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The plugin " + version.name() + " was changed by others meanwhile."));
  }

  private static Result<Registered> known(PluginVersion known, PluginVersion version) {
    if (!known.version().equals(version.version())) {
      return Result.refused(
          Refusal.of(
              ErrorCode.VERSION_EXISTS,
              "%s %s differs from %s, which is registered, in nothing but build metadata, and that makes no newer version (semver.org, 10)."
                  .formatted(known.name(), version.version(), known.version()),
              "/version",
              "a version that differs in major, minor, patch or pre-release",
              "Give the new bytes a new version in their manifest."));
    }
    if (version.signature().isPresent() && !isSignedAlike(known, version)) {
      return Result.refused(
          Refusal.of(
              ErrorCode.VERSION_EXISTS,
              "%s %s is registered with another publisher's signature, or none; a version keeps the one that it has."
                  .formatted(known.name(), known.version()),
              "/signature",
              "a signature by the publisher that signed the version, or none",
              "Sign the version: PUT /plugins/%s/versions/%s/signature."
                  .formatted(known.name(), known.version())));
    }
    return known.digest().equals(version.digest())
        ? Result.done(new Registered(known, false, 0))
        : Result.refused(
            Refusal.of(
                ErrorCode.VERSION_EXISTS,
                "%s %s exists with the digest %s; these bytes have %s."
                    .formatted(known.name(), known.version(), known.digest(), version.digest()),
                "/version",
                "a version that is not taken",
                "Give the new bytes a new version in their manifest."));
  }

  // Most algorithms make another signature each time.
  private static boolean isSignedAlike(PluginVersion known, PluginVersion version) {
    return known
        .signature()
        .map(VersionSignature::publisher)
        .equals(version.signature().map(VersionSignature::publisher));
  }
}
