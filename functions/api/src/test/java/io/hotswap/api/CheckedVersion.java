package io.hotswap.api;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.registry.DynamoCheckedVersions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Ends the checks of a version that a test has put into the table, through the port.
public final class CheckedVersion {
  private static final CheckEngine ENGINE = CheckEngine.of("test");

  private CheckedVersion() {}

  public static void pass(Tables tables, PluginId id, String version, Digest digest) {
    end(tables, id, version, digest, CheckResult.passed(ENGINE));
  }

  public static void fail(Tables tables, PluginId id, String version, Digest digest) {
    var finding = new VersionFinding("malware", "lib/a.jar!/x", "Found Eicar.", "Remove it.");
    end(tables, id, version, digest, CheckResult.failed(List.of(finding), ENGINE));
  }

  private static void end(
      Tables tables, PluginId id, String version, Digest digest, CheckResult result) {
    CheckedVersions checked = new DynamoCheckedVersions(Aws.dynamo(), tables);
    var number = new SemanticVersion(version);
    var record = checked.find(id, number);
    if (record.isEmpty()) {
      record = Optional.of(VersionChecks.begun(id, number, digest, Instant.EPOCH));
      written(checked, record.get());
    }
    var checks = record.get();
    for (var name : CheckName.values()) {
      checks = checks.with(name, result, Instant.EPOCH);
      written(checked, checks);
    }
  }

  private static void written(CheckedVersions checked, VersionChecks checks) {
    if (!checked.write(checks, Optional.empty())) {
      throw new AssertionError("Not written: " + checks);
    }
  }
}
