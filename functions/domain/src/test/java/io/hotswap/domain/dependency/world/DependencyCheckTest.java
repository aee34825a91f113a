package io.hotswap.domain.dependency.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.check.CheckResult.Ended;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.RegisteredVersions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyCheckTest {
  @Test
  void a_version_passes_that_needs_nothing_or_what_is_registered() {
    assertEquals(CheckState.Passed, check("checkout 2.1.0:").state());
    assertEquals(
        CheckState.Passed,
        check("checkout 2.1.0: tax-rules ^3.0.0\ntax-rules 3.4.0:\ntax-rules 4.0.0:").state());
  }

  @Test
  void a_plugin_that_is_not_registered_is_told() {
    var ended = check("checkout 2.1.0: tax-rules ^3.0.0");
    assertEquals(CheckState.Warned, ended.state());
    assertEquals(
        List.of(
            new VersionFinding(
                "plugin-not-registered",
                "#manifest/dependencies/plugins/tax-rules",
                "It needs tax-rules ^3.0.0, and there is no plugin tax-rules.",
                "Register tax-rules before this version is deployed, or correct the name.")),
        ended.findings());
  }

  @Test
  void a_plugin_of_which_no_registered_version_fits_is_told_with_its_newest() {
    var ended = check("checkout 2.1.0: tax-rules ^3.0.0\ntax-rules 2.9.0:\ntax-rules 2.10.0:");
    assertEquals(CheckState.Warned, ended.state());
    var finding = ended.findings().getFirst();
    assertEquals("no-fitting-version", finding.code());
    assertEquals(
        "It needs tax-rules ^3.0.0; none of the registered versions fits, 2.10.0 is the newest.",
        finding.detail());
  }

  @Test
  void a_range_that_no_version_can_be_in_fails() {
    var ended = check("checkout 2.1.0: tax-rules >=2.0.0 <1.0.0, stock ^1.0.0\ntax-rules 1.5.0:");
    assertEquals(CheckState.Failed, ended.state());
    assertEquals(
        List.of("impossible-range"), ended.findings().stream().map(VersionFinding::code).toList());
    assertEquals("#manifest/dependencies/plugins/tax-rules", ended.findings().getFirst().where());
  }

  private static Ended check(String registered) {
    var versions = new RegisteredVersions();
    versions.add("checkout", "2.1.0", Digest.over("checkout"), Instant.EPOCH);
    var version =
        versions
            .plugins()
            .find(PluginId.of("checkout"), new SemanticVersion("2.1.0"))
            .orElseThrow();
    var check = new DependencyCheck(new InMemoryKnownVersions(registered));
    return assertInstanceOf(Ended.class, check.run(version, Path.of("not-needed")));
  }
}
