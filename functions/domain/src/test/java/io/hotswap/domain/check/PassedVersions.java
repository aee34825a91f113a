package io.hotswap.domain.check;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Arrays;

/// Versions whose checks have passed, for tests of what happens then.
public final class PassedVersions {
  private static final CheckEngine ENGINE = CheckEngine.of("test");

  private PassedVersions() {}

  public static VersionChecks of(PluginId id, String version, Digest digest) {
    var begun = Arrays.stream(CheckName.values()).map(NamedCheck::pending).toList();
    var checks =
        new VersionChecks(id, new SemanticVersion(version), digest, begun, 1, Instant.EPOCH, 1);
    for (var name : CheckName.values()) {
      checks = checks.with(name, CheckResult.passed(ENGINE), Instant.EPOCH);
    }
    return checks;
  }
}
