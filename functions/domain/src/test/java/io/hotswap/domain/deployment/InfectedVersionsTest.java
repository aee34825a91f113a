package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.MARKDOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.health.AnomalyResponse.Alerted;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.malware.InfectedTenants;
import io.hotswap.domain.malware.StoppingInfected;
import io.hotswap.domain.malware.StoppingInfected.Stopped;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.revocation.PinsToRelease;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.BlockingBinaries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Malware is found in a version that was deployed long ago.
class InfectedVersionsTest {
  private static final Origin SYSTEM = Origin.system("reconciliation", "r1", "");

  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane plane = watch.controlPlane;
  private final InMemoryTenantPlugins settings = new InMemoryTenantPlugins();
  private final ChangingTenantPlugins changing =
      new ChangingTenantPlugins(settings, plane, TenantLimit.NONE, plane);
  private boolean fits = true;
  private final StoppingInfected stopping =
      new StoppingInfected(
          plane.trust,
          plane,
          plane.routing,
          plane.rollingBack,
          new InfectedTenants(
              new PinsToRelease(settings, changing, this::checked), changing, plane.routing, plane),
          plane);

  InfectedVersionsTest() {
    plane.registeredAnew.put("2.0.0", Digest.over("2.0.0"));
  }

  @Test
  void the_version_before_serves_again_and_nothing_is_done_twice() {
    plane.deploy("1.0.0");
    var id = plane.deploy("1.1.0");
    infected("1.1.0");
    assertEquals(
        List.of("deployment %s is rolled back to 1.0.0".formatted(id)),
        stopping.stop(SYSTEM).stream().map(Stopped::what).toList());
    watch.goesBack(id);
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
    assertEquals(
        Optional.of("Malware was found in it"),
        plane.get(id).lastRollback().orElseThrow().reason());
    assertEquals(List.of(), stopping.stop(SYSTEM));
  }

  @Test
  void where_the_version_before_is_infected_too_the_one_before_that_serves() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    var id = plane.deploy("2.0.0");
    infected("1.1.0");
    infected("2.0.0");
    stopped(id);
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
    assertEquals(List.of(), stopping.stop(SYSTEM));
  }

  @Test
  void where_all_are_infected_nothing_serves_and_the_deployment_says_why() {
    plane.deploy("1.0.0");
    var id = plane.deploy("1.1.0");
    infected("1.0.0");
    infected("1.1.0");
    stopped(id);
    assertEquals(Optional.empty(), plane.inForce().defaultVersion());
    var rollback = plane.get(id).lastRollback().orElseThrow();
    assertEquals(Optional.empty(), rollback.target());
    assertTrue(rollback.evidence().orElseThrow().startsWith("Eicar in a.jar"));
    assertEquals(List.of(), stopping.stop(SYSTEM));
  }

  @Test
  void a_canary_that_brings_it_is_taken_back_and_not_paused() {
    plane.deploy("1.0.0");
    var id = plane.admit(Wishes.canary(OnInconclusive.Pause, true, 10, 100));
    moved(id);
    infected("1.1.0");
    stopped(id);
    assertEquals(DeploymentStatus.RolledBack, plane.get(id).progress().status());
    assertEquals(Set.of("1.0.0"), plane.inForce().loaded());
  }

  @Test
  void a_deployment_under_way_makes_room_where_what_serves_is_infected() {
    plane.deploy("1.0.0");
    var serving = plane.deploy("1.1.0");
    var next = plane.admit(DeploymentSpec.direct("markdown", "2.0.0", "Development"));
    plane.step(RolloutStep.BeginDeployment, next);
    plane.step(RolloutStep.StageVersion, next);
    infected("1.1.0");
    stopped(serving);
    assertEquals(DeploymentPhase.Preempted, plane.get(next).progress().phase());
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
  }

  @Test
  void what_was_replaced_already_is_not_kept_ready() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    assertEquals(List.of("1.0.0"), plane.inForce().warm());
    infected("1.0.0");
    assertEquals(1, stopping.stop(SYSTEM).size());
    assertEquals(List.of(), plane.inForce().warm());
    assertEquals(Optional.of("1.1.0"), plane.inForce().defaultVersion());
    assertEquals("stopInfected", plane.audits.getLast().action());
    assertEquals(List.of(), stopping.stop(SYSTEM));
  }

  @Test
  void tenants_that_are_kept_with_it_have_the_plugin_disabled() {
    plane.configurations.allow("1.0.0", "a");
    plane.configurations.allow("1.1.0", "b");
    plane.deploy("1.0.0");
    new ConfiguredTenants(plane).set("acme", "{\"a\": 1}");
    plane.deploy(Wishes.excluding(DeploymentSpec.direct("markdown", "1.1.0", "Development")));
    assertEquals("1.0.0", plane.inForce().kept().get("acme").version());
    infected("1.0.0");
    stopping.stop(SYSTEM);
    assertEquals(Map.of(), plane.inForce().kept());
    assertEquals(Set.of("1.1.0"), plane.inForce().loaded());
    assertEquals(false, settings.find(id("acme")).orElseThrow().enabled());
  }

  @Test
  void pins_to_it_end_and_who_fits_nothing_else_has_the_plugin_disabled() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    pinned("acme", "1.0.0");
    pinned("umbrella", "1.1.0");
    infected("1.0.0");
    assertEquals(true, stopping.stop(SYSTEM).getFirst().what().startsWith("1 tenants unpinned"));
    assertEquals(Optional.empty(), settings.find(id("acme")).orElseThrow().pin());
    assertEquals(true, settings.find(id("acme")).orElseThrow().enabled());
    assertTrue(settings.find(id("umbrella")).orElseThrow().pin().isPresent());
    pinned("acme", "1.0.0");
    fits = false;
    stopping.stop(SYSTEM);
    assertEquals(Optional.empty(), settings.find(id("acme")).orElseThrow().pin());
    assertEquals(false, settings.find(id("acme")).orElseThrow().enabled());
  }

  @Test
  void a_rollback_by_a_person_goes_past_what_is_infected() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    var id = plane.deploy("2.0.0");
    infected("1.1.0");
    var named = InMemoryControlPlane.refused(rollback(id, RollbackTarget.version("1.1.0")));
    assertEquals(ErrorCode.BINARY_BLOCKED, named.code());
    assertEquals("/toVersion", named.errors().getFirst().pointer());
    var back = InMemoryControlPlane.done(rollback(id, RollbackTarget.PREVIOUS));
    assertEquals(Optional.of("1.0.0"), back.lastRollback().orElseThrow().toRelease());
  }

  @Test
  void where_only_infected_ones_served_before_a_person_hears_so_and_nothing_is_changed() {
    plane.deploy("1.0.0");
    var id = plane.deploy("1.1.0");
    infected("1.0.0");
    var refusal = InMemoryControlPlane.refused(rollback(id, RollbackTarget.PREVIOUS));
    assertEquals(ErrorCode.BINARY_BLOCKED, refusal.code());
    assertEquals(DeploymentStatus.Completed, plane.get(id).progress().status());
  }

  @Test
  void a_trigger_brings_back_no_infected_version_and_tells_the_operators() {
    plane.deploy("1.0.0");
    plane.pass(Duration.ofHours(1));
    var id = plane.deploy("1.1.0");
    infected("1.0.0");
    plane.pass(Duration.ofMinutes(5));
    watch.called("1.1.0");
    List.of("n1", "n2", "n3").forEach(it -> watch.checked(it, "1.1.0", 3));
    var answer =
        assertInstanceOf(Alerted.class, watch.hears("n1", "1.1.0", Anomaly.Kind.Unhealthy));
    assertTrue(answer.why().contains("not rolled back: Malware was found in"), answer.why());
    assertEquals(1, watch.alerts.size());
    assertEquals(DeploymentStatus.Completed, plane.get(id).progress().status());
  }

  @Test
  void a_rollback_to_it_that_is_under_way_is_taken_back_once_it_has_ended() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    var id = plane.deploy("2.0.0");
    InMemoryControlPlane.done(plane.postRollback(id));
    plane.step(RolloutStep.RevertRouting, id);
    infected("1.1.0");
    assertEquals(List.of(), stopping.stop(SYSTEM));
    plane.nodesFollow();
    plane.step(RolloutStep.CheckReverted, id);
    plane.step(RolloutStep.CompleteRollback, id);
    assertEquals(1, stopping.stop(SYSTEM).size());
    watch.goesBack(plane.slot(MARKDOWN, Environment.Development).holder().orElseThrow());
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
  }

  private void stopped(DeploymentId id) {
    assertEquals(false, stopping.stop(SYSTEM).isEmpty());
    watch.goesBack(id);
  }

  private void moved(DeploymentId id) {
    for (var step :
        List.of(RolloutStep.BeginDeployment, RolloutStep.StageVersion, RolloutStep.AdvanceCohort)) {
      plane.step(step, id);
      plane.nodesFollow();
    }
  }

  private void infected(String version) {
    var digest = plane.find(MARKDOWN, version).orElseThrow().digest();
    new BlockingBinaries(plane.trust, plane)
        .block(new BlockedBinary(digest, "markdown", version, "Eicar in a.jar", plane.now), SYSTEM);
  }

  private Result<Deployment> rollback(DeploymentId id, RollbackTarget target) {
    return plane.rollingBack.rollBack(
        InMemoryControlPlane.ADMIN,
        new RollingBackDeployment.Request(UUID.randomUUID(), id, Optional.empty(), target),
        InMemoryControlPlane.ORIGIN);
  }

  private Result<TenantPlugin> checked(Result<TenantPlugin> wanted) {
    return fits ? wanted : Result.refused(ErrorCode.INVALID_CONFIGURATION, "It does not fit.");
  }

  private void pinned(String tenant, String version) {
    var digest = plane.find(MARKDOWN, version).orElseThrow().digest();
    var pin =
        new Pin(
            new RoutedVersion(version, digest, 10, "d", ""),
            "because",
            plane.now,
            Optional.empty());
    var command =
        new ChangingTenantPlugins.Command(
            id(tenant), Optional.empty(), false, "pinTenant", Optional.empty(), SYSTEM);
    assertInstanceOf(
        Result.Done.class,
        changing.change(command, it -> Result.done(it.withPin(Optional.of(pin)))));
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(Environment.Development, MARKDOWN, tenant);
  }
}
