package io.hotswap.domain.dependency.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.dependency.world.DependencyReport.Outcome;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ValidatingDependenciesTest {
  private static final InMemoryKnownVersions SHOP =
      new InMemoryKnownVersions(
          """
          checkout 2.0.0: tax-rules >=2.0.0
          checkout 2.1.0: tax-rules >=3.0.0
          tax-rules 2.4.0
          tax-rules 3.0.0
          invoices 1.4.0: tax-rules <3.0.0
          invoices 1.5.0: tax-rules >=2.0.0 <4.0.0
          stand-alone 1.0.0
          lonely 1.0.0: nowhere ^1.0.0
          """);

  private static DependencyReport validated(Deployed deployed, String plugin, String version) {
    return new ValidatingDependencies(new WorldReader(SHOP, deployed))
        .validate(plugin, new SemanticVersion(version), Environment.Development)
        .orElseThrow();
  }

  private static String wayOut(DependencyReport report) {
    return report.wayOut().map(WayOut::words).orElse("none");
  }

  @Test
  void a_plugin_that_needs_nothing_and_that_nobody_needs_is_ready() {
    var report = validated(Deployed.of(), "stand-alone", "1.0.0");
    assertEquals(Outcome.Ready, report.outcome());
    assertEquals(List.of(), report.needs());
  }

  @Test
  void what_it_needs_serves() {
    var report = validated(Deployed.of("tax-rules 2.4.0"), "checkout", "2.0.0");
    assertEquals(Outcome.Ready, report.outcome());
    assertEquals("tax-rules >=2.0.0", report.needs().getFirst().need().toString());
    assertEquals(Optional.of(new SemanticVersion("2.4.0")), report.needs().getFirst().serving());
  }

  @Test
  void what_it_needs_is_registered_and_serves_nobody_yet() {
    var report = validated(Deployed.of(), "checkout", "2.1.0");
    assertEquals(Outcome.AfterOthers, report.outcome());
    assertEquals("deploy tax-rules 3.0.0, then checkout 2.1.0", wayOut(report));
    assertFalse(report.needs().getFirst().met());
  }

  @Test
  void another_plugin_has_to_move_first() {
    var report = validated(Deployed.of("tax-rules 2.4.0", "invoices 1.4.0"), "checkout", "2.1.0");
    assertEquals(Outcome.AfterOthers, report.outcome());
    assertEquals(
        List.of(
            "checkout 2.1.0, which is to be deployed, needs tax-rules >=3.0.0 (3.0.0 is"
                + " registered), but invoices 1.4.0, which serves, needs tax-rules <3.0.0 (2.4.0 is"
                + " registered)."),
        report.why());
    assertEquals(
        "deploy invoices 1.5.0, then tax-rules 3.0.0, then checkout 2.1.0", wayOut(report));
  }

  @Test
  void a_way_out_names_no_version_that_may_not_be_deployed_but_what_serves_and_what_is_asked() {
    var registry =
        new InMemoryKnownVersions(
            """
            app 1.0.0: base >=2.0.0
            base 1.0.0
            base 2.0.0
            base 2.1.0
            """);
    var withdrawn = Set.of("app 1.0.0", "base 1.0.0", "base 2.1.0");
    DeployableVersions deployable =
        (plugin, versions) ->
            versions.stream()
                .filter(it -> !withdrawn.contains(plugin + " " + it))
                .collect(Collectors.toSet());
    var worlds = new WorldReader(registry, Deployed.of("base 1.0.0"), deployable);
    var report =
        new ValidatingDependencies(worlds)
            .validate("app", new SemanticVersion("1.0.0"), Environment.Development)
            .orElseThrow();
    assertEquals("deploy base 2.0.0, then app 1.0.0", wayOut(report));
  }

  @Test
  void the_order_of_the_way_out_is_the_one_in_which_nobody_loses_anything() {
    var registry =
        new InMemoryKnownVersions(
            """
            app 1.0.0: base >=2.0.0
            base 1.0.0
            base 2.0.0
            zebra 1.4.0: base <2.0.0
            zebra 1.5.0: base <3.0.0
            """);
    var deployed = Deployed.of("base 1.0.0", "zebra 1.4.0");
    var report =
        new ValidatingDependencies(new WorldReader(registry, deployed))
            .validate("app", new SemanticVersion("1.0.0"), Environment.Development)
            .orElseThrow();
    assertEquals("deploy zebra 1.5.0, then base 2.0.0, then app 1.0.0", wayOut(report));
  }

  @Test
  void others_would_lose_what_they_need() {
    var report = validated(Deployed.of("tax-rules 2.4.0", "invoices 1.4.0"), "tax-rules", "3.0.0");
    assertEquals(Outcome.AfterOthers, report.outcome());
    assertEquals("invoices", report.lost().getFirst().plugin());
    assertEquals("deploy invoices 1.5.0, then tax-rules 3.0.0", wayOut(report));
  }

  @Test
  void nothing_that_is_registered_would_do() {
    var report = validated(Deployed.of(), "lonely", "1.0.0");
    assertEquals(Outcome.Impossible, report.outcome());
    assertEquals(
        List.of(
            "lonely 1.0.0, which is to be deployed, needs nowhere ^1.0.0 (no version of nowhere is"
                + " registered)."),
        report.why());
    assertEquals("none", wayOut(report));
  }

  @Test
  void where_two_can_only_change_together_the_way_out_says_who_is_interrupted() {
    var pair =
        new InMemoryKnownVersions(
            """
            left 1.0.0: right ^1.0.0
            left 2.0.0: right ^2.0.0
            right 1.0.0: left ^1.0.0
            right 2.0.0: left ^2.0.0
            """);
    var deployed = Deployed.of("left 1.0.0", "right 1.0.0");
    var report =
        new ValidatingDependencies(new WorldReader(pair, deployed))
            .validate("left", new SemanticVersion("2.0.0"), Environment.Development)
            .orElseThrow();
    assertEquals(
        "deploy right 2.0.0 (which leaves left and right without what is needed until all is"
            + " deployed), then left 2.0.0",
        wayOut(report));
  }

  @Test
  void a_version_that_is_not_registered_has_no_report() {
    assertEquals(
        Optional.empty(),
        new ValidatingDependencies(new WorldReader(SHOP, Deployed.of()))
            .validate("checkout", new SemanticVersion("9.0.0"), Environment.Development));
  }
}
