package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.tenant.Pin;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random histories of deployments that go around misfits, whole and begun, rollbacks by people and
/// by triggers, configurations, pins, switched off tenants, and days.
class ExcludedHistoriesTest {
  private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0", "2.0.0");
  private static final int TENANTS = 12;
  private static final int EVENTS = 40;
  // In all histories together.
  private static final Set<String> HAPPENED = new HashSet<>();

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final ConfiguredTenants tenants = new ConfiguredTenants(controlPlane);
  private Optional<Deployment> latest = Optional.empty();

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  @AfterAll
  static void everything_has_happened() {
    assertEquals(
        Set.of(
            "deployed",
            "begun",
            "withdrawn",
            "rolled back",
            "triggered",
            "configured",
            "refused",
            "kept",
            "moved on",
            "disabled",
            "enabled",
            "pinned",
            "unpinned"),
        HAPPENED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void no_version_ever_serves_a_configuration_that_it_would_refuse(int seed) {
    var random = new Random(seed);
    controlPlane.configurations.allow("1.0.0", "a", "c");
    controlPlane.configurations.allow("1.1.0", "b", "c");
    controlPlane.configurations.allow("2.0.0", "a", "b");
    IntStream.range(0, TENANTS).forEach(it -> controlPlane.observed.calls(tenant(it)));
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
    var version = VERSIONS.get(random.nextInt(VERSIONS.size()));
    var tenant = tenant(random.nextInt(TENANTS));
    switch (random.nextInt(12)) {
      case 0, 1 -> whole(version);
      case 2, 3 -> begun(version, 1 + random.nextInt(98));
      case 4 -> rolledBack();
      case 5 -> triggered();
      case 6 -> pinned(tenant, version);
      case 7 -> unpinned(tenant);
      case 8 -> switched(tenant);
      case 9, 10 -> configured(tenant, values(random));
      default -> controlPlane.pass(Duration.ofHours(1 + random.nextInt(100)));
    }
  }

  private static String values(Random random) {
    return Stream.of("a", "b", "c")
        .filter(it -> random.nextInt(3) == 0)
        .map(it -> "\"%s\": 1".formatted(it))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private void whole(String version) {
    posted(DeploymentSpec.direct("markdown", version, "Development"))
        .ifPresent(
            it -> {
              steps(
                  it,
                  RolloutStep.BeginDeployment,
                  RolloutStep.StageVersion,
                  RolloutStep.SwitchTraffic,
                  RolloutStep.CompleteDeployment);
              HAPPENED.add("deployed");
            });
  }

  private void begun(String version, int share) {
    var canary = Wishes.canary(OnInconclusive.Pause, false, share, 100);
    posted(Wishes.ofVersion(version, canary))
        .ifPresent(
            it -> {
              steps(
                  it,
                  RolloutStep.BeginDeployment,
                  RolloutStep.StageVersion,
                  RolloutStep.AdvanceCohort);
              HAPPENED.add("begun");
            });
  }

  private Optional<Deployment> posted(DeploymentSpec spec) {
    latest
        .map(it -> controlPlane.get(it.id()))
        .filter(it -> !it.closed())
        .ifPresent(
            it -> {
              steps(it, RolloutStep.WithdrawVersion, RolloutStep.FailDeployment);
              HAPPENED.add("withdrawn");
            });
    var posted =
        controlPlane.post(
            InMemoryControlPlane.ADMIN, InMemoryControlPlane.newId(), Wishes.excluding(spec));
    if (posted instanceof Result.Done<Deployment>(var it)) {
      latest = Optional.of(it);
      return latest;
    }
    return Optional.empty();
  }

  private void rolledBack() {
    latest
        .filter(it -> controlPlane.postRollback(it.id()) instanceof Result.Done<Deployment>)
        .ifPresent(it -> reverted(it, "rolled back"));
  }

  /// Triggers fire while a version is watched.
  private void triggered() {
    latest
        .filter(
            it ->
                controlPlane
                    .inForce()
                    .supervision()
                    .watch()
                    .filter(watch -> controlPlane.now.isBefore(watch.until()))
                    .isPresent())
        .filter(
            it ->
                controlPlane.rollingBack.rollBackAutomatically(
                            it.id(), "it fails", "all calls", InMemoryControlPlane.ORIGIN)
                        instanceof Result.Done<Deployment>(var next)
                    && next.rollingBack())
        .ifPresent(it -> reverted(it, "triggered"));
  }

  private void reverted(Deployment it, String how) {
    steps(it, RolloutStep.RevertRouting, RolloutStep.CompleteRollback);
    HAPPENED.add(how);
  }

  /// The nodes follow each, and every tenant's route is looked at in between.
  private void steps(Deployment it, RolloutStep... steps) {
    for (var step : steps) {
      controlPlane.step(step, it.id());
      controlPlane.nodesFollow();
      check();
    }
  }

  private void configured(String tenant, String values) {
    boolean kept = isKept(tenant);
    boolean done = tenants.set(tenant, values) instanceof Result.Done;
    HAPPENED.add(done ? "configured" : "refused");
    if (kept && done && !isKept(tenant)) {
      HAPPENED.add("moved on");
    }
  }

  private void switched(String tenant) {
    boolean enabled = tenants.settings(tenant).enabled();
    if (tenants.enable(tenant, !enabled)) {
      HAPPENED.add(enabled ? "disabled" : "enabled");
    }
  }

  private void pinned(String tenant, String version) {
    var routed = new RoutedVersion(version, Digest.over(version), 10, "d", "");
    if (tenants.pin(tenant, new Pin(routed, "why", controlPlane.now, Optional.empty()))) {
      HAPPENED.add("pinned");
    }
  }

  private void unpinned(String tenant) {
    if (tenants.settings(tenant).pin().isPresent() && tenants.unpin(tenant)) {
      HAPPENED.add("unpinned");
    }
  }

  private boolean isKept(String tenant) {
    return controlPlane.inForce().kept().keySet().contains(tenant)
        && !claimed(tenant, "n1").equals(tenants.served(tenant));
  }

  /// Where the document would route the tenant if its configuration fitted everything.
  private String claimed(String tenant, String node) {
    var fitting = new TenantRouting(true, true, Optional.empty(), Optional.empty(), Long.MAX_VALUE);
    return controlPlane.inForce().route(tenant, fitting, node) instanceof Route.To to
        ? to.version().release()
        : "";
  }

  private void check() {
    for (int i = 0; i < TENANTS; i++) {
      for (var node : List.of("n1", "n2", "n3")) {
        check(tenant(i), node);
      }
    }
  }

  private void check(String tenant, String node) {
    var own = tenants.settings(tenant);
    var served = tenants.served(tenant, node);
    if (!own.enabled() || served.isEmpty()) {
      return;
    }
    assertTrue(fits(tenant, served), () -> tenant + " is served by " + served);
    assertTrue(
        own.pin().isPresent() || controlPlane.inForce().loaded().contains(served), "it is loaded");
    if (own.pin().isEmpty()) {
      var claimed = claimed(tenant, node);
      assertEquals(fits(tenant, claimed), served.equals(claimed), "who fits is kept from nothing");
      if (!served.equals(claimed)) {
        HAPPENED.add("kept");
      }
    }
  }

  private boolean fits(String tenant, String version) {
    return controlPlane
        .configurations
        .find(Environment.Development, InMemoryControlPlane.MARKDOWN, ReleaseKey.parse(version))
        .orElseThrow()
        .violations(tenants.values(tenant), Set.of())
        .isEmpty();
  }
}
