package io.hotswap.domain.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingRuleTest {
  private static final Optional<TrafficShift> EVERYBODY =
      Optional.of(new Cohort("1.1.0", "d", -1L));
  private static final TenantRouting PINNED =
      new TenantRouting(
          true,
          true,
          Optional.ofNullable(Documents.versions("0.9.0").get("0.9.0")),
          Optional.empty(),
          0);
  private static final TenantRouting DISABLED =
      new TenantRouting(true, false, Optional.empty(), Optional.empty(), 0);

  @Test
  void the_default_serves_whom_nobody_else_claims() {
    assertEquals("1.0.0", version(Documents.serving("1.0.0"), "acme", "node-1"));
  }

  @Test
  void without_a_default_nothing_is_deployed() {
    var document = Documents.document(Optional.empty(), Optional.empty());
    assertEquals(
        new Explanation(new Route.NotDeployed(), Optional.of("default")),
        document.explain("acme", TenantRouting.DEFAULT, "node-1"));
    assertEquals(new Route.NotDeployed(), document.route("acme", TenantRouting.DEFAULT, "node-1"));
  }

  @Test
  void the_tenants_own_will_comes_before_any_deployment() {
    var document = Documents.document(Optional.of("1.0.0"), EVERYBODY);
    assertEquals("0.9.0", version(document, "pinned", PINNED, "node-1"));
    assertEquals(new Route.Disabled(), document.route("off", DISABLED, "node-1"));
    var both = new TenantRouting(true, false, PINNED.pin(), Optional.empty(), 0);
    assertEquals(new Route.Disabled(), document.route("both", both, "node-1"));
    assertEquals("1.1.0", version(document, "acme", "node-2"));
  }

  @Test
  void a_pin_serves_where_nothing_is_deployed() {
    var document = Documents.document(Optional.empty(), Optional.empty());
    assertEquals("0.9.0", version(document, "pinned", PINNED, "node-1"));
  }

  @Test
  void rolling_depends_on_the_node_and_nothing_else() {
    var document =
        Documents.document(
            Optional.of("1.0.0"), Optional.of(new RollingCandidate("1.1.0", Set.of("node-2"))));
    assertEquals("1.0.0", version(document, "acme", "node-1"));
    assertEquals("1.1.0", version(document, "acme", "node-2"));
  }

  @Test
  void a_cohort_holds_the_tenants_up_to_its_cutoff_and_only_grows_with_it() {
    var hashes = new TreeSet<Long>(Long::compareUnsigned);
    IntStream.range(0, 1_000).forEach(i -> hashes.add(TenantHash.of("markdown", "d", "t" + i)));
    var tenth = hashes.stream().skip(99).findFirst().orElseThrow();
    var half = hashes.stream().skip(499).findFirst().orElseThrow();
    assertEquals(100, moved(tenth));
    assertEquals(500, moved(half));
    for (int i = 0; i < 1_000; i++) {
      assertTrue(
          !new Cohort("1.1.0", "d", tenth).contains("markdown", "t" + i)
              || new Cohort("1.1.0", "d", half).contains("markdown", "t" + i));
    }
  }

  @Test
  void a_split_is_sticky_and_close_to_its_shares() {
    var split =
        new Split(
            "d", List.of(new Split.Arm("A", "1.0.0", 2_000), new Split.Arm("B", "1.1.0", 10_000)));
    var document = Documents.document(Optional.of("1.0.0"), Optional.of(split));
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < 10_000; i++) {
      counts.merge(version(document, "t" + i, "node-1"), 1, Integer::sum);
      assertEquals(version(document, "t" + i, "node-1"), version(document, "t" + i, "node-2"));
    }
    assertEquals(2_000, counts.getOrDefault("1.0.0", 0), 160);
  }

  @Test
  void an_explanation_is_the_same_route_and_says_who_claimed_the_tenant() {
    var cohort = explained(new Cohort("1.1.0", "d", Long.MAX_VALUE));
    var split =
        explained(
            new Split(
                "d", List.of(new Split.Arm("A", "1.0.0", 1), new Split.Arm("B", "1.1.0", 10_000))));
    var rolling = explained(new RollingCandidate("1.1.0", Set.of("node-1")));
    assertEquals(Set.of("cohort", "default"), reasons(cohort, "node-2"));
    assertEquals(Set.of("split:B"), reasons(split, "node-2"));
    assertEquals(Set.of("default"), reasons(rolling, "node-2"));
    assertEquals(Set.of("rolling"), reasons(rolling, "node-1"));
    for (var document : List.of(cohort, split, rolling)) {
      assertEquals(Optional.of("pinned"), document.explain("pinned", PINNED, "node-1").reason());
      assertEquals(
          new Explanation(new Route.Disabled(), Optional.empty()),
          document.explain("off", DISABLED, "node-1"));
    }
  }

  private static RoutingDocument explained(TrafficShift shift) {
    return Documents.document(Optional.of("1.0.0"), Optional.of(shift));
  }

  private static Set<String> reasons(RoutingDocument document, String node) {
    var reasons = new TreeSet<String>();
    for (int i = 0; i < 1_000; i++) {
      var explained = document.explain("t" + i, TenantRouting.DEFAULT, node);
      assertEquals(document.route("t" + i, TenantRouting.DEFAULT, node), explained.route());
      reasons.add(explained.reason().orElseThrow());
    }
    return reasons;
  }

  @Test
  void cases_are_passed_by_who_serves_nobody() {
    var ours =
        new HealthSupervision.AcceptanceCase("1.1.0", "a", "run", "t/t", "", Optional.empty());
    var others =
        new HealthSupervision.AcceptanceCase("0.9.0", "b", "run", "t/t", "", Optional.empty());
    var staged =
        new RoutingDraft(Documents.serving("1.0.0"))
            .withVersion(Documents.versions("1.1.0").get("1.1.0"))
            .withStaged(List.of("1.1.0"))
            .withSupervision(
                it ->
                    new HealthSupervision(
                        it.watch(),
                        it.analysis(),
                        it.preview(),
                        List.of(ours, others),
                        it.ejected()))
            .build("d", Instant.EPOCH, "");
    assertEquals(List.of(ours), staged.mustPass("1.1.0"));
    assertEquals(List.of(), staged.mustPass("1.0.0"));
    var serving =
        new RoutingDraft(staged)
            .withDefaultVersion(Optional.of("1.1.0"))
            .build("d", Instant.EPOCH, "");
    assertEquals(List.of(), serving.mustPass("1.1.0"));
  }

  @Test
  void two_deployments_order_the_tenants_differently() {
    assertNotEquals(
        TenantHash.of("markdown", "d1", "acme"), TenantHash.of("markdown", "d2", "acme"));
    assertNotEquals(TenantHash.of("ab", "c", "t"), TenantHash.of("a", "bc", "t"));
  }

  @Test
  void the_bundle_is_code_and_configuration_together() {
    var document = Documents.serving("1.0.0");
    var plain = (Route.To) document.route("acme", TenantRouting.DEFAULT, "node-1");
    var third = new TenantRouting(true, true, Optional.empty(), Optional.empty(), 3);
    var configured = (Route.To) document.route("acme", third, "node-1");
    assertEquals(3, configured.configuration());
    var without = document.bundle(plain);
    var with = document.bundle(configured);
    assertEquals(without.release(), with.release());
    assertEquals(without.release() + ".0", without.text());
    assertEquals(Optional.of(with), Bundle.parse(without.release() + ".3"));
    assertEquals(Optional.empty(), Bundle.parse(without.release() + ".03"));
  }

  @Test
  void a_document_that_routes_to_an_unknown_version_cannot_be_made() {
    var failure = assertThrows(IllegalArgumentException.class, () -> Documents.serving("9.9.9"));
    assertEquals("Version 9.9.9 is routed to but not described", failure.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Split("d", List.of(new Split.Arm("A", "1.0.0", 5_000))));
  }

  @Test
  void what_is_pinned_is_loaded_and_serving() {
    var document = Documents.document(Optional.of("1.0.0"), EVERYBODY);
    assertEquals(Set.of("1.0.0", "1.1.0"), document.serving());
    var pinned = document.withPinned(PINNED.pin().stream().toList());
    assertEquals(Set.of("1.0.0", "1.1.0", "0.9.0"), pinned.loaded());
    assertEquals(Set.of("1.0.0", "1.1.0", "0.9.0"), pinned.serving());
    assertEquals(document.serving(), pinned.withPinned(List.of()).serving());
  }

  @Test
  void a_pin_to_what_is_deployed_keeps_the_deployments_description() {
    var other = new RoutedVersion("1.0.0", Digest.over("1.0.0"), 10, "d-0", "");
    var pinned = Documents.serving("1.0.0").withPinned(List.of(other));
    assertEquals(Documents.versions("1.0.0").get("1.0.0"), pinned.versions().get("1.0.0"));
  }

  @Test
  void two_releases_of_one_version_are_told_apart_by_their_default_configurations() {
    var without = Documents.versions("1.0.0").get("1.0.0");
    var with = configured("{\"theme\":\"dark\"}");
    var everybody = new Cohort(with.release(), "d", -1L);
    var document =
        new RoutingDraft(Documents.serving("1.0.0"))
            .withVersion(with)
            .withShift(everybody)
            .build("d-8", Instant.EPOCH, "");
    assertEquals(Set.of("1.0.0", with.release()), document.loaded());
    var route = document.route("t1", TenantRouting.DEFAULT, "n1");
    assertEquals(new Route.To(with, 0), route);
    assertNotEquals(
        document.bundle(new Route.To(without, 0)), document.bundle(new Route.To(with, 0)));
  }

  @Test
  void acceptance_cases_of_a_version_are_for_the_release_that_does_not_serve() {
    var staged = configured("{}");
    var acceptance = new AcceptanceCase("1.0.0", "renders", "render", "", "", Optional.empty());
    var document =
        new RoutingDraft(Documents.serving("1.0.0"))
            .withVersion(staged)
            .withStaged(List.of(staged.release()))
            .withSupervision(it -> it.accepting(List.of(acceptance)))
            .build("d-8", Instant.EPOCH, "");
    assertEquals(List.of(acceptance), document.mustPass(staged.release()));
    assertEquals(List.of(), document.mustPass("1.0.0"));
  }

  private static RoutedVersion configured(String defaults) {
    var digest = Optional.of(Digest.over(defaults));
    return new RoutedVersion("1.0.0", Digest.over("1.0.0"), 10, digest, "d-8", "");
  }

  private static int moved(long cutoff) {
    var cohort = new Cohort("1.1.0", "d", cutoff);
    return (int)
        IntStream.range(0, 1_000).filter(i -> cohort.contains("markdown", "t" + i)).count();
  }

  private static String version(RoutingDocument document, String tenant, String node) {
    return version(document, tenant, TenantRouting.DEFAULT, node);
  }

  private static String version(
      RoutingDocument document, String tenant, TenantRouting settings, String node) {
    return switch (document.route(tenant, settings, node)) {
      case Route.To to -> to.version().release();
      case Route.Disabled() -> "disabled";
      case Route.NotDeployed() -> "none";
    };
  }
}
