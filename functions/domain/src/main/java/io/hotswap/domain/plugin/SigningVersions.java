package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.trust.SignatureGate;
import io.hotswap.domain.trust.VersionSignature;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Signs a registered version, or signs it anew: it may be older than its publisher, or its
/// certificate may have been revoked since.
public final class SigningVersions {
  private final Plugins plugins;
  private final Binaries binaries;
  private final SignatureGate gate;
  private final InstantSource clock;

  public SigningVersions(
      Plugins plugins, Binaries binaries, SignatureGate gate, InstantSource clock) {
    this.plugins = plugins;
    this.binaries = binaries;
    this.gate = gate;
    this.clock = clock;
  }

  /// @param cms in base64; verified as at a registration
  /// @param scratch a file that the binary is read into
  public Result<PluginVersion> sign(
      PluginId id, SemanticVersion version, String cms, Path scratch, Origin origin) {
    return ConflictRetry.run(() -> attempted(id, version, cms, scratch, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The version %s was changed by others meanwhile.".formatted(version)));
  }

  private Optional<Result<PluginVersion>> attempted(
      PluginId id, SemanticVersion version, String cms, Path scratch, Origin origin) {
    var found = plugins.find(id, version);
    if (found.isEmpty()) {
      return Optional.of(
          Result.refused(
              ErrorCode.VERSION_NOT_FOUND, "There is no version %s of it.".formatted(version)));
    }
    var before = found.get();
    binaries.fetch(before.digest(), scratch);
    return switch (gate.admitted(before.name(), Optional.of(cms), scratch, clock.instant())) {
      case Result.Refused<Optional<VersionSignature>>(var refusal) ->
          Optional.of(Result.refused(refusal));
      case Result.Done<Optional<VersionSignature>>(var signature) -> {
        var after = before.signed(signature);
        var audit = PluginAudits.signed(before, after, origin, clock.instant());
        yield plugins.sign(before, after, audit)
            ? Optional.of(Result.done(after))
            : Optional.empty();
      }
    };
  }
}
