package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.EndingPins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.directory.InMemoryRegisteredTenants;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random histories of deployments, whole and begun, rollbacks, pins, removed pins and expiries.
class PinnedTenantsTest {
  private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0", "2.0.0");
  private static final int TENANTS = 40;
  private static final int EVENTS = 60;
  // In all histories together.
  private static final Set<String> HAPPENED = new HashSet<>();

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final InMemoryTenantPlugins stored = new InMemoryTenantPlugins();
  private final ChangingTenantPlugins changing =
      new ChangingTenantPlugins(stored, controlPlane, TenantLimit.NONE, controlPlane);
  private final EndingPins ending =
      new EndingPins(
          stored,
          stored,
          changing,
          new InMemoryRegisteredTenants(),
          controlPlane,
          it -> it,
          controlPlane);
  private final Map<String, Pin> expected = new HashMap<>();
  private Optional<Deployment> latest = Optional.empty();

  @AfterAll
  static void everything_has_happened() {
    assertEquals(
        Set.of("deployed", "begun", "withdrawn", "rolled back", "pinned", "unpinned", "ended"),
        HAPPENED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void no_deployment_moves_a_pinned_tenant_before_its_pin_ends(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TENANTS; i++) {
      controlPlane.observed.calls(tenant(i));
    }
    controlPlane.deploy("1.0.0");
    for (int i = 0; i < EVENTS; i++) {
      happen(random);
      check();
    }
  }

  private static String tenant(int number) {
    return "tenant-" + number;
  }

  private void happen(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> whole(VERSIONS.get(random.nextInt(VERSIONS.size())));
      case 1 -> begun(random);
      case 2 -> rolledBack();
      case 3 -> expected.keySet().stream().sorted().findFirst().ifPresent(this::unpinned);
      case 4, 5 -> pinned(random);
      default -> timePasses(Duration.ofMinutes(1 + random.nextInt(1_440)));
    }
  }

  private void whole(String version) {
    withdraw();
    if (controlPlane.post(InMemoryControlPlane.ADMIN, InMemoryControlPlane.newId(), version)
        instanceof Result.Done<Deployment>(var it)) {
      steps(it, RolloutStep.BeginDeployment, RolloutStep.StageVersion, RolloutStep.SwitchTraffic);
      steps(it, RolloutStep.CompleteDeployment);
      latest = Optional.of(it);
      HAPPENED.add("deployed");
    }
  }

  private void begun(Random random) {
    withdraw();
    var canary = Wishes.canary(OnInconclusive.Pause, false, 1 + random.nextInt(98), 100);
    if (controlPlane.post(InMemoryControlPlane.ADMIN, InMemoryControlPlane.newId(), canary)
        instanceof Result.Done<Deployment>(var it)) {
      steps(it, RolloutStep.BeginDeployment, RolloutStep.StageVersion, RolloutStep.AdvanceCohort);
      latest = Optional.of(it);
      HAPPENED.add("begun");
    }
  }

  private void withdraw() {
    latest
        .map(it -> controlPlane.get(it.id()))
        .filter(it -> !it.closed())
        .ifPresent(
            it -> {
              steps(it, RolloutStep.WithdrawVersion, RolloutStep.FailDeployment);
              HAPPENED.add("withdrawn");
            });
  }

  private void rolledBack() {
    latest
        .filter(it -> controlPlane.postRollback(it.id()) instanceof Result.Done<Deployment>)
        .ifPresent(
            it -> {
              steps(it, RolloutStep.RevertRouting, RolloutStep.CompleteRollback);
              HAPPENED.add("rolled back");
            });
  }

  /// The nodes follow each, and every tenant's route is looked at in between.
  private void steps(Deployment it, RolloutStep... steps) {
    for (var step : steps) {
      controlPlane.step(step, it.id());
      controlPlane.nodesFollow();
      check();
    }
  }

  private void pinned(Random random) {
    var tenant = tenant(random.nextInt(TENANTS));
    var version = VERSIONS.get(random.nextInt(VERSIONS.size()));
    Optional<Instant> end =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(controlPlane.now.plus(Duration.ofMinutes(1 + random.nextInt(4_000))));
    var routed = new RoutedVersion(version, Digest.over(version), 10, "d", "");
    var pin = new Pin(routed, "seed", controlPlane.now, end);
    change(tenant, it -> TenantPluginEdits.pinned(pin).apply(it));
    expected.put(tenant, pin);
    HAPPENED.add("pinned");
  }

  private void unpinned(String tenant) {
    change(tenant, it -> TenantPluginEdits.unpinned().apply(it));
    expected.remove(tenant);
    HAPPENED.add("unpinned");
  }

  private void change(String tenant, Function<TenantPlugin, Result<TenantPlugin>> edit) {
    var command =
        new ChangingTenantPlugins.Command(
            id(tenant),
            Optional.empty(),
            false,
            "test",
            Optional.empty(),
            InMemoryControlPlane.ORIGIN);
    assertTrue(changing.change(command, edit) instanceof Result.Done);
    known();
  }

  private void timePasses(Duration time) {
    controlPlane.pass(time);
    ending.end(Origin.system("reconciliation", "r", ""), Instant.MAX);
    if (expected.values().removeIf(it -> !hasTime(it))) {
      HAPPENED.add("ended");
    }
    known();
  }

  private boolean hasTime(Pin it) {
    return it.expiresAt().filter(end -> !controlPlane.now.isBefore(end)).isEmpty();
  }

  /// Deployments read the same settings as nodes do.
  private void known() {
    controlPlane.observed.settings.clear();
    controlPlane.observed.settings.putAll(
        stored.of(Environment.Development, InMemoryControlPlane.MARKDOWN).own());
  }

  private void check() {
    for (int i = 0; i < TENANTS; i++) {
      var it = stored.find(id(tenant(i))).orElseGet(() -> TenantPlugin.unset(id("none")));
      var pin = Optional.ofNullable(expected.get(tenant(i)));
      assertEquals(pin.map(Pin::version), it.pin().map(Pin::version), tenant(i));
      for (var node : List.of("n1", "n2", "n3")) {
        var route = controlPlane.inForce().route(tenant(i), it.routing(TenantDefaults.OPEN), node);
        pin.ifPresent(wanted -> assertEquals(new Route.To(wanted.version(), 0), route));
      }
    }
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, tenant);
  }
}
