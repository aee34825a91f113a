package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.plan.CohortSelector;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.routing.TenantRouting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random histories of 10,000 tenants: sign-ups, pins and switched-off plugins between the stages.
class CohortPropertiesTest {
  private static final int TENANTS = 10_000;

  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private static final TenantRouting DISABLED =
      new TenantRouting(true, false, Optional.empty(), Optional.empty(), 0);

  private final Map<String, TenantRouting> settings = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_cohort_is_exact_sticky_and_the_same_on_every_node(long seed) {
    var random = new Random(seed);
    inMemoryControlPlane.deploy("1.0.0");
    for (int i = 0; i < TENANTS; i++) {
      inMemoryControlPlane.observed.calls("tenant-" + i);
    }
    var deployment =
        inMemoryControlPlane.get(
            inMemoryControlPlane.admit(Wishes.canary(OnInconclusive.Fail, true, 10, 100)));
    Optional<Cohort> cohort = Optional.empty();
    Set<String> before = Set.of();
    for (int share = 1 + random.nextInt(20); share < 100; share += 1 + random.nextInt(30)) {
      var movable =
          CohortSelector.movable(inMemoryControlPlane.observed.tenants(), routed(), Set.of());
      var next = CohortSelector.cohort(deployment, movable, share, cohort);
      cohort = Optional.of(next);
      var moved = moved(next);
      assertExact(movable.size(), share, moved.size(), before);
      before.stream()
          .filter(movable::contains)
          .forEach(it -> assertTrue(moved.contains(it), it + " left the cohort"));
      before = moved;
      happen(random);
    }
  }

  /// Never less than the share; more only where the cohort before holds more already, because
  /// tenants left meanwhile.
  private static void assertExact(int tenants, int share, int moved, Set<String> before) {
    int size = CohortSelector.size(tenants, share);
    assertTrue(
        Math.abs(moved - size) <= 1 || (moved > size && moved <= before.size()),
        moved + " of " + tenants + " moved, wanted " + share + " %");
  }

  private Set<String> moved(Cohort cohort) {
    var version = inMemoryControlPlane.inForce().versions().get("1.0.0");
    var document =
        new RoutingDraft(inMemoryControlPlane.inForce())
            .withVersion(version)
            .withVersion(new RoutedVersion("1.1.0", version.digest(), 10, "d", ""))
            .withShift(cohort)
            .build("d", inMemoryControlPlane.now, "");
    Set<String> moved = new HashSet<>();
    for (var tenant : inMemoryControlPlane.observed.tenants()) {
      var own = routed().of(tenant);
      var route = document.route(tenant, own, "n1");
      assertEquals(route, document.route(tenant, own, "n2"));
      if (route instanceof Route.To to && to.version().version().equals("1.1.0")) {
        assertTrue(own.isMovable(), tenant + " is pinned or disabled");
        moved.add(tenant);
      }
    }
    return moved;
  }

  private RoutedTenants routed() {
    return new RoutedTenants(settings, TenantRouting.DEFAULT);
  }

  private void happen(Random random) {
    for (int i = random.nextInt(200); i > 0; i--) {
      var tenant = "tenant-" + random.nextInt(TENANTS);
      switch (random.nextInt(3)) {
        case 0 -> settings.put(tenant, pinned());
        case 1 -> settings.put(tenant, DISABLED);
        default -> inMemoryControlPlane.observed.calls("late-" + random.nextInt(TENANTS));
      }
    }
  }

  private TenantRouting pinned() {
    var version = inMemoryControlPlane.inForce().versions().get("1.0.0");
    return new TenantRouting(true, true, Optional.ofNullable(version), Optional.empty(), 0);
  }
}
