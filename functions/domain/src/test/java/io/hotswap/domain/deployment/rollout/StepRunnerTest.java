package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.World.newId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.World;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutingDraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
  private final World world = new World();

  @Test
  void a_deployment_stages_switches_and_completes_once_the_nodes_followed() {
    var id = world.admit("1.0.0");
    assertEquals(StepOutcome.Done, world.step(RolloutStep.BeginDeployment, id));
    assertEquals(StepOutcome.Done, world.step(RolloutStep.StageVersion, id));
    assertEquals(List.of("1.0.0"), world.inForce().staged());
    assertEquals(Set.of(), world.inForce().serving());
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckStaged, id));
    world.nodesFollow();
    assertEquals(StepOutcome.Ready, world.step(RolloutStep.CheckStaged, id));
    assertEquals(StepOutcome.Done, world.step(RolloutStep.SwitchTraffic, id));
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckSwitched, id));
    world.nodesFollow();
    assertEquals(StepOutcome.Served, world.step(RolloutStep.CheckSwitched, id));
    assertEquals(StepOutcome.Succeeded, world.step(RolloutStep.CompleteDeployment, id));
    var progress = world.get(id).progress();
    assertEquals(DeploymentStatus.Completed, progress.status());
    assertEquals(100, progress.percentage());
    var slot = world.slot(World.MARKDOWN, Environment.Development);
    assertEquals(Optional.empty(), slot.holder());
    assertEquals(Optional.of(id), slot.lastChange());
  }

  @Test
  void every_step_twice_changes_nothing_the_second_time() {
    var id = world.admit("1.0.0");
    for (var rolloutStep :
        List.of(
            RolloutStep.BeginDeployment,
            RolloutStep.StageVersion,
            RolloutStep.CheckStaged,
            RolloutStep.SwitchTraffic,
            RolloutStep.CheckSwitched,
            RolloutStep.CompleteDeployment)) {
      var first = world.step(rolloutStep, id);
      var deployment = world.get(id);
      var documents = List.copyOf(world.documents);
      assertEquals(first, world.step(rolloutStep, id), rolloutStep.name());
      assertEquals(deployment, world.get(id), rolloutStep.name());
      assertEquals(documents, world.documents);
      if (!world.documents.isEmpty()) {
        world.nodesFollow();
      }
    }
    assertEquals(2, world.documents.size());
    assertEquals(5, world.audits.size());
  }

  @Test
  void a_step_that_runs_twice_at_once_writes_one_generation() {
    var id = world.admit("1.0.0");
    world.step(RolloutStep.BeginDeployment, id);
    world.beforeCommit = () -> world.step(RolloutStep.StageVersion, id);
    assertEquals(StepOutcome.Done, world.step(RolloutStep.StageVersion, id));
    assertEquals(1, world.documents.size());
  }

  @Test
  void what_tenants_changed_meanwhile_is_kept() {
    world.deploy("1.0.0");
    var id = world.admit("1.1.0");
    world.step(RolloutStep.BeginDeployment, id);
    world.beforeCommit = this::tenantPinsAndDisables;
    world.step(RolloutStep.StageVersion, id);
    assertEquals(4, world.inForce().generation());
    world.step(RolloutStep.SwitchTraffic, id);
    var document = world.inForce();
    assertEquals(Map.of("acme", "1.0.0"), document.pins());
    assertEquals(Set.of("gone"), document.disabled());
    assertEquals(List.of("1.0.0"), document.warm());
    assertEquals(Set.of("1.0.0", "1.1.0"), document.versions().keySet());
  }

  private void tenantPinsAndDisables() {
    var it = world.inForce();
    world.documents.add(
        new RoutingDraft(it)
            .withPins(Map.of("acme", "1.0.0"))
            .withDisabled(Set.of("gone"))
            .build(it.deploymentId(), it.writtenAt(), it.traceparent()));
  }

  @Test
  void only_the_newest_process_of_a_live_node_counts() {
    var id = staged();
    world.nodesFollow();
    world.heartbeat(lease("n2", "n2-2"));
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckStaged, id));
    world.leases.remove("n2");
    assertEquals(StepOutcome.Ready, world.step(RolloutStep.CheckStaged, id));
  }

  @Test
  void a_node_past_its_lease_holds_nobody_up() {
    var id = staged();
    world.follow("n1", VersionState.Ready);
    world.follow("n2", VersionState.Ready);
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckStaged, id));
    world.now = world.now.plusSeconds(10);
    world.beat("n1");
    world.beat("n2");
    assertEquals(StepOutcome.Ready, world.step(RolloutStep.CheckStaged, id));
  }

  @Test
  void a_node_that_was_lost_before_it_served_holds_up_completion_for_a_while() {
    var id = switched("1.0.0");
    world.follow("n1", VersionState.Ready);
    world.follow("n2", VersionState.Ready);
    later(10);
    assertEquals(
        StepOutcome.Waiting, world.step(RolloutStep.CheckSwitched, id), "n3 may serve the old");
    later(29);
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckSwitched, id));
    later(1);
    assertEquals(StepOutcome.Served, world.step(RolloutStep.CheckSwitched, id));
    assertEquals(StepOutcome.Succeeded, world.step(RolloutStep.CompleteDeployment, id));
    var summary = world.get(id).timeline().getLast().detail();
    assertTrue(summary.endsWith("not heard of since before it did: n3"), summary);
  }

  @Test
  void a_node_that_was_lost_and_comes_back_has_to_serve() {
    var id = switched("1.0.0");
    world.follow("n1", VersionState.Ready);
    world.follow("n2", VersionState.Ready);
    later(20);
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckSwitched, id));
    world.beat("n3");
    later(5);
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckSwitched, id));
    world.follow("n3", VersionState.Ready);
    assertEquals(StepOutcome.Served, world.step(RolloutStep.CheckSwitched, id));
  }

  @Test
  void a_node_that_is_lost_once_it_serves_or_leaves_in_order_holds_nobody_up() {
    var id = switched("1.0.0");
    world.nodesFollow();
    later(10);
    assertEquals(StepOutcome.Served, world.step(RolloutStep.CheckSwitched, id), "n3 served it");
    assertEquals(StepOutcome.Succeeded, world.step(RolloutStep.CompleteDeployment, id));
    world.beat("n3");
    var next = switched("1.1.0");
    world.follow("n1", VersionState.Ready);
    world.follow("n2", VersionState.Ready);
    world.leases.remove("n3");
    assertEquals(StepOutcome.Served, world.step(RolloutStep.CheckSwitched, next));
  }

  private void later(int seconds) {
    world.now = world.now.plusSeconds(seconds);
    world.beat("n1");
    world.beat("n2");
  }

  @Test
  void a_node_that_routes_by_an_older_document_has_not_switched() {
    var id = staged();
    world.nodesFollow();
    world.step(RolloutStep.SwitchTraffic, id);
    world.nodesFollow();
    var acknowledgement = world.acknowledged.get("n3");
    world.acknowledge(
        new Acknowledgement(
            acknowledgement.environment(),
            acknowledgement.pluginId(),
            "n3",
            acknowledgement.incarnation(),
            acknowledgement.generation(),
            acknowledgement.serving() - 1,
            acknowledgement.versions(),
            acknowledgement.problem(),
            acknowledgement.at()));
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckSwitched, id));
  }

  @Test
  void a_node_that_fails_breaks_the_deployment_before_anybody_is_routed() {
    world.deploy("1.0.0");
    var id = staged("1.1.0");
    world.nodesFollow();
    world.follow("n2", VersionState.Failed);
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CheckStaged, id));
    assertEquals(Optional.of("n2: does not start"), world.get(id).progress().problem());
    assertEquals(StepOutcome.Withdrawn, world.step(RolloutStep.WithdrawVersion, id));
    assertEquals(Set.of("1.0.0"), world.inForce().loaded());
    assertEquals(StepOutcome.FailedClean, world.step(RolloutStep.FailDeployment, id));
    assertEquals(DeploymentStatus.Failed, world.get(id).progress().status());
    assertFalse(world.slot(World.MARKDOWN, Environment.Development).holder().isPresent());
  }

  @Test
  void no_live_node_breaks_at_the_deadline() {
    world.leases.clear();
    var id = staged();
    world.pass(Duration.ofSeconds(59));
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckStaged, id));
    world.pass(Duration.ofSeconds(1));
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CheckStaged, id));
    assertEquals(Optional.of("No live node in Development"), world.get(id).progress().problem());
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.FailDeployment, id));
    assertEquals(StepOutcome.FailedClean, world.step(RolloutStep.FailDeployment, id));
    assertEquals(Set.of(), world.inForce().loaded());
  }

  @Test
  void a_node_that_stays_behind_breaks_at_the_deadline() {
    var id = staged();
    world.follow("n1", VersionState.Ready);
    world.pass(Duration.ofSeconds(59));
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckStaged, id));
    world.pass(Duration.ofSeconds(1));
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CheckStaged, id));
    assertTrue(world.get(id).progress().problem().orElseThrow().startsWith("Not in time: n"));
  }

  @Test
  void after_the_switch_only_the_nodes_word_makes_a_failure_clean() {
    world.deploy("1.0.0");
    var id = switched("1.1.0");
    world.follow("n1", VersionState.Failed);
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CheckSwitched, id));
    assertEquals(StepOutcome.Withdrawn, world.step(RolloutStep.WithdrawVersion, id));
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.FailDeployment, id));
    world.nodesFollow();
    assertEquals(StepOutcome.FailedClean, world.step(RolloutStep.FailDeployment, id));
    assertEquals(StepOutcome.FailedClean, world.step(RolloutStep.FailDeployment, id));
    assertEquals(
        "1.0.0",
        world
            .get(world.slot(World.MARKDOWN, Environment.Development).lastChange().orElseThrow())
            .version()
            .version());
  }

  @Test
  void a_withdrawal_that_nobody_confirms_is_dirty() {
    world.deploy("1.0.0");
    var id = switched("1.1.0");
    world.step(RolloutStep.WithdrawVersion, id);
    world.leases.clear();
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.FailDeployment, id));
    world.pass(Duration.ofSeconds(60));
    assertEquals(StepOutcome.FailedDirty, world.step(RolloutStep.FailDeployment, id));
    assertEquals(Optional.of(DeploymentOutcome.FailedDirty), world.get(id).progress().outcome());
    world.admit("1.1.0");
  }

  @Test
  void after_a_withdrawal_a_late_switch_does_nothing() {
    var id = staged();
    world.step(RolloutStep.WithdrawVersion, id);
    world.step(RolloutStep.SwitchTraffic, id);
    assertEquals(Set.of(), world.inForce().serving());
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CheckStaged, id));
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CheckSwitched, id));
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CompleteDeployment, id));
  }

  @Test
  void a_failure_before_anything_was_written_leaves_the_routing_alone() {
    var id = world.admit("1.0.0");
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.FailDeployment, id));
    assertEquals(StepOutcome.FailedClean, world.step(RolloutStep.FailDeployment, id));
    assertTrue(world.documents.isEmpty());
  }

  @Test
  void the_serving_version_may_be_deployed_again() {
    world.deploy("1.0.0");
    var again = world.deploy("1.0.0");
    assertEquals(4, world.inForce().generation());
    assertEquals(List.of(), world.inForce().warm());
    assertEquals(again.toString(), world.inForce().versions().get("1.0.0").deploymentId());
  }

  @Test
  void a_step_of_an_unknown_deployment_is_a_fault() {
    assertThrows(
        NoSuchElementException.class, () -> world.step(RolloutStep.BeginDeployment, newId(), 1));
  }

  private DeploymentId staged() {
    return staged("1.0.0");
  }

  private DeploymentId staged(String version) {
    var id = world.admit(version);
    world.step(RolloutStep.BeginDeployment, id);
    world.step(RolloutStep.StageVersion, id);
    return id;
  }

  private DeploymentId switched(String version) {
    var id = staged(version);
    world.nodesFollow();
    world.step(RolloutStep.SwitchTraffic, id);
    return id;
  }

  private Lease lease(String node, String incarnation) {
    return new Lease(
        Environment.Development, node, incarnation, "host:1", world.now, world.now.plusSeconds(10));
  }
}
