package io.hotswap.domain.dependency.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnmetNeedsTest {
  private static final InMemoryKnownVersions SHOP =
      new InMemoryKnownVersions(
          """
          checkout 2.1.0: tax-rules >=3.0.0
          tax-rules 2.4.0
          tax-rules 3.0.0
          invoices 1.4.0: tax-rules <3.0.0
          """);

  private static List<String> unmet(Deployed deployed, String plugin, String version) {
    return unmetNeeds(deployed)
        .of(plugin, new SemanticVersion(version), Environment.Development)
        .stream()
        .map(UnmetNeed::words)
        .sorted()
        .toList();
  }

  private static UnmetNeeds unmetNeeds(Deployed deployed) {
    return new UnmetNeeds(SHOP, deployed, deployed);
  }

  @Test
  void everybody_has_what_is_needed() {
    assertEquals(List.of(), unmet(Deployed.of("tax-rules 3.0.0"), "checkout", "2.1.0"));
    assertEquals(List.of(), unmet(Deployed.of(), "tax-rules", "3.0.0"));
  }

  @Test
  void nobody_has_it() {
    assertEquals(
        List.of(
            "checkout 2.1.0 needs tax-rules >=3.0.0, and all tenants without settings of their"
                + " own would have 2.4.0"),
        unmet(Deployed.of("tax-rules 2.4.0"), "checkout", "2.1.0"));
    assertEquals(
        List.of(
            "checkout 2.1.0 needs tax-rules >=3.0.0, and all tenants without settings of their"
                + " own would have none"),
        unmet(Deployed.of(), "checkout", "2.1.0"));
  }

  @Test
  void tenants_lack_it_by_their_own_settings() {
    var deployed = Deployed.of("tax-rules 3.0.0");
    deployed.pin("tax-rules", "acme", "2.4.0");
    deployed.disable("tax-rules", "globex");
    assertEquals(
        List.of(
            "checkout 2.1.0 needs tax-rules >=3.0.0, and tenant acme would have 2.4.0",
            "checkout 2.1.0 needs tax-rules >=3.0.0, and tenant globex would have none"),
        unmet(deployed, "checkout", "2.1.0"));
  }

  @Test
  void tenants_that_the_deployment_does_not_move_are_not_asked() {
    var deployed = Deployed.of("tax-rules 3.0.0");
    deployed.pin("tax-rules", "acme", "2.4.0");
    deployed.disable("checkout", "acme");
    assertEquals(List.of(), unmet(deployed, "checkout", "2.1.0"));
    deployed.closeFor("checkout");
    deployed.closeFor("tax-rules");
    assertEquals(List.of(), unmet(deployed, "checkout", "2.1.0"));
  }

  @Test
  void others_would_lose_it() {
    assertEquals(
        List.of(
            "invoices 1.4.0 needs tax-rules <3.0.0, and all tenants without settings of their"
                + " own would have 3.0.0"),
        unmet(Deployed.of("tax-rules 2.4.0", "invoices 1.4.0"), "tax-rules", "3.0.0"));
  }

  @Test
  void a_tenant_that_is_pinned_to_what_is_needed_of_it_loses_nothing() {
    var deployed = Deployed.of("tax-rules 2.4.0", "invoices 1.4.0");
    deployed.closeFor("invoices");
    deployed.pin("invoices", "acme", "1.4.0");
    deployed.pin("tax-rules", "acme", "2.4.0");
    assertEquals(List.of(), unmet(deployed, "tax-rules", "3.0.0"));
    deployed.pin("invoices", "globex", "1.4.0");
    assertEquals(
        List.of("invoices 1.4.0 needs tax-rules <3.0.0, and tenant globex would have 3.0.0"),
        unmet(deployed, "tax-rules", "3.0.0"));
  }

  @Test
  void what_others_lack_already_is_not_held_against_a_deployment() {
    assertEquals(
        List.of(), unmet(Deployed.of("tax-rules 2.4.0", "checkout 2.1.0"), "tax-rules", "2.4.0"));
  }

  @Test
  void no_version_at_all_is_a_loss_too() {
    var deployed = Deployed.of("tax-rules 2.4.0", "invoices 1.4.0");
    var refusal =
        unmetNeeds(deployed).refusalOfNone("tax-rules", Environment.Development).orElseThrow();
    assertTrue(refusal.detail().contains("invoices 1.4.0 needs tax-rules"), refusal.detail());
    assertTrue(
        refusal.detail().endsWith("Roll back what needs it first: invoices."), refusal.detail());
    assertEquals(
        Optional.empty(), unmetNeeds(deployed).refusalOfNone("invoices", Environment.Development));
  }

  @Test
  void the_refusal_names_the_way_out() {
    var refusal =
        unmetNeeds(Deployed.of("tax-rules 2.4.0"))
            .refusal("checkout", new SemanticVersion("2.1.0"), Environment.Development)
            .orElseThrow();
    assertEquals(ErrorCode.DEPENDENCY_UNMET, refusal.code());
    assertTrue(
        refusal.detail().endsWith("A way out: deploy tax-rules 3.0.0, then checkout 2.1.0."),
        refusal.detail());
    assertEquals("/version", refusal.errors().getFirst().pointer());
    assertEquals(
        Optional.empty(),
        unmetNeeds(Deployed.of("tax-rules 3.0.0"))
            .refusal("checkout", new SemanticVersion("2.1.0"), Environment.Development));
  }
}
