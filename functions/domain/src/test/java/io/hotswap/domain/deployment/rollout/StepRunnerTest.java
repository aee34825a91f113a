package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.InMemoryControlPlane.newId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutingDraft;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @Test
  void a_deployment_stages_switches_and_completes_once_the_nodes_followed() {
    var id = inMemoryControlPlane.admit("1.0.0");
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.BeginDeployment, id));
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.StageVersion, id));
    assertEquals(List.of("1.0.0"), inMemoryControlPlane.inForce().staged());
    assertEquals(Set.of(), inMemoryControlPlane.inForce().serving());
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
    var progress = inMemoryControlPlane.get(id).progress();
    assertEquals(DeploymentStatus.Completed, progress.status());
    assertEquals(100, progress.percentage());
    var slot = inMemoryControlPlane.slot(InMemoryControlPlane.MARKDOWN, Environment.Development);
    assertEquals(Optional.empty(), slot.holder());
    assertEquals(Optional.of(id), slot.lastChange());
  }

  @Test
  void every_step_twice_changes_nothing_the_second_time() {
    var id = inMemoryControlPlane.admit("1.0.0");
    for (var rolloutStep :
        List.of(
            RolloutStep.BeginDeployment,
            RolloutStep.StageVersion,
            RolloutStep.CheckStaged,
            RolloutStep.SwitchTraffic,
            RolloutStep.CheckSwitched,
            RolloutStep.CompleteDeployment)) {
      var first = inMemoryControlPlane.step(rolloutStep, id);
      var deployment = inMemoryControlPlane.get(id);
      var documents = List.copyOf(inMemoryControlPlane.documents);
      assertEquals(first, inMemoryControlPlane.step(rolloutStep, id), rolloutStep.name());
      assertEquals(deployment, inMemoryControlPlane.get(id), rolloutStep.name());
      assertEquals(documents, inMemoryControlPlane.documents);
      if (!inMemoryControlPlane.documents.isEmpty()) {
        inMemoryControlPlane.nodesFollow();
      }
    }
    assertEquals(2, inMemoryControlPlane.documents.size());
    assertEquals(5, inMemoryControlPlane.audits.size());
  }

  @Test
  void a_step_that_runs_twice_at_once_writes_one_generation() {
    var id = inMemoryControlPlane.admit("1.0.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.beforeCommit =
        () -> inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.StageVersion, id));
    assertEquals(1, inMemoryControlPlane.documents.size());
  }

  @Test
  void what_others_changed_meanwhile_is_kept() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.admit("1.1.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.beforeCommit = this::ejectsOneNode;
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    assertEquals(4, inMemoryControlPlane.inForce().generation());
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    var document = inMemoryControlPlane.inForce();
    assertEquals(Set.of("n2"), document.supervision().ejected());
    assertEquals(List.of("1.0.0"), document.warm());
    assertEquals(Set.of("1.0.0", "1.1.0"), document.versions().keySet());
  }

  private void ejectsOneNode() {
    var it = inMemoryControlPlane.inForce();
    inMemoryControlPlane.documents.add(
        new RoutingDraft(it)
            .withSupervision(supervision -> supervision.ejecting(Set.of("n2")))
            .build(it.deploymentId(), it.writtenAt(), it.traceparent()));
  }

  @Test
  void only_the_newest_process_of_a_live_node_counts() {
    var id = staged();
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.nodes.heartbeat(lease("n2", "n2-2"));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    inMemoryControlPlane.leave("n2");
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
  }

  @Test
  void a_node_past_its_lease_holds_nobody_up() {
    var id = staged();
    inMemoryControlPlane.follow("n1", VersionState.Ready);
    inMemoryControlPlane.follow("n2", VersionState.Ready);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    inMemoryControlPlane.now = inMemoryControlPlane.now.plusSeconds(10);
    inMemoryControlPlane.beat("n1");
    inMemoryControlPlane.beat("n2");
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
  }

  @Test
  void a_node_that_was_lost_before_it_served_holds_up_completion_for_a_while() {
    var id = switched("1.0.0");
    inMemoryControlPlane.follow("n1", VersionState.Ready);
    inMemoryControlPlane.follow("n2", VersionState.Ready);
    later(10);
    assertEquals(
        StepOutcome.Waiting,
        inMemoryControlPlane.step(RolloutStep.CheckSwitched, id),
        "n3 may serve the old");
    later(29);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    later(1);
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
    var summary = inMemoryControlPlane.get(id).timeline().getLast().detail();
    assertTrue(summary.endsWith("not heard of since before it did: n3"), summary);
  }

  @Test
  void a_node_that_was_lost_and_comes_back_has_to_serve() {
    var id = switched("1.0.0");
    inMemoryControlPlane.follow("n1", VersionState.Ready);
    inMemoryControlPlane.follow("n2", VersionState.Ready);
    later(20);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    inMemoryControlPlane.beat("n3");
    later(5);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    inMemoryControlPlane.follow("n3", VersionState.Ready);
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
  }

  @Test
  void a_node_that_is_lost_once_it_serves_or_leaves_in_order_holds_nobody_up() {
    var id = switched("1.0.0");
    inMemoryControlPlane.nodesFollow();
    later(10);
    assertEquals(
        StepOutcome.Served,
        inMemoryControlPlane.step(RolloutStep.CheckSwitched, id),
        "n3 served it");
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
    inMemoryControlPlane.beat("n3");
    var next = switched("1.1.0");
    inMemoryControlPlane.follow("n1", VersionState.Ready);
    inMemoryControlPlane.follow("n2", VersionState.Ready);
    inMemoryControlPlane.leave("n3");
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(RolloutStep.CheckSwitched, next));
  }

  private void later(int seconds) {
    inMemoryControlPlane.now = inMemoryControlPlane.now.plusSeconds(seconds);
    inMemoryControlPlane.beat("n1");
    inMemoryControlPlane.beat("n2");
  }

  @Test
  void a_node_that_routes_by_an_older_document_has_not_switched() {
    var id = staged();
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    inMemoryControlPlane.nodesFollow();
    var acknowledgement =
        inMemoryControlPlane
            .nodes
            .acknowledgements(Environment.Development, InMemoryControlPlane.MARKDOWN)
            .stream()
            .filter(it -> it.nodeId().equals("n3"))
            .findFirst()
            .orElseThrow();
    inMemoryControlPlane.nodes.acknowledge(
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
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
  }

  @Test
  void a_node_that_fails_breaks_the_deployment_before_anybody_is_routed() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = staged("1.1.0");
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.follow("n2", VersionState.Failed);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    assertEquals(
        Optional.of("n2: does not start"), inMemoryControlPlane.get(id).progress().problem());
    assertEquals(StepOutcome.Withdrawn, inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id));
    assertEquals(Set.of("1.0.0"), inMemoryControlPlane.inForce().loaded());
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(DeploymentStatus.Failed, inMemoryControlPlane.get(id).progress().status());
    assertFalse(
        inMemoryControlPlane
            .slot(InMemoryControlPlane.MARKDOWN, Environment.Development)
            .holder()
            .isPresent());
  }

  @Test
  void no_live_node_breaks_at_the_deadline() {
    inMemoryControlPlane.leave("n1", "n2", "n3");
    var id = staged();
    inMemoryControlPlane.pass(Duration.ofSeconds(59));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    assertEquals(
        Optional.of("No live node in Development"),
        inMemoryControlPlane.get(id).progress().problem());
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(Set.of(), inMemoryControlPlane.inForce().loaded());
  }

  @Test
  void a_node_that_stays_behind_breaks_at_the_deadline() {
    var id = staged();
    inMemoryControlPlane.follow("n1", VersionState.Ready);
    inMemoryControlPlane.pass(Duration.ofSeconds(59));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    assertTrue(
        inMemoryControlPlane
            .get(id)
            .progress()
            .problem()
            .orElseThrow()
            .startsWith("Not in time: n"));
  }

  @Test
  void after_the_switch_only_the_nodes_word_makes_a_failure_clean() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = switched("1.1.0");
    inMemoryControlPlane.follow("n1", VersionState.Failed);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    assertEquals(StepOutcome.Withdrawn, inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(
        "1.0.0",
        inMemoryControlPlane
            .get(
                inMemoryControlPlane
                    .slot(InMemoryControlPlane.MARKDOWN, Environment.Development)
                    .lastChange()
                    .orElseThrow())
            .version()
            .version());
  }

  @Test
  void a_withdrawal_that_nobody_confirms_is_dirty() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = switched("1.1.0");
    inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id);
    inMemoryControlPlane.leave("n1", "n2", "n3");
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    inMemoryControlPlane.pass(Duration.ofSeconds(60));
    assertEquals(
        StepOutcome.FailedDirty, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(
        Optional.of(DeploymentOutcome.FailedDirty),
        inMemoryControlPlane.get(id).progress().outcome());
    inMemoryControlPlane.admit("1.1.0");
  }

  @Test
  void after_a_withdrawal_a_late_switch_does_nothing() {
    var id = staged();
    inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id);
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    assertEquals(Set.of(), inMemoryControlPlane.inForce().serving());
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
  }

  @Test
  void a_failure_before_anything_was_written_leaves_the_routing_alone() {
    var id = inMemoryControlPlane.admit("1.0.0");
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertTrue(inMemoryControlPlane.documents.isEmpty());
  }

  @Test
  void the_serving_version_may_be_deployed_again() {
    inMemoryControlPlane.deploy("1.0.0");
    var again = inMemoryControlPlane.deploy("1.0.0");
    assertEquals(4, inMemoryControlPlane.inForce().generation());
    assertEquals(List.of(), inMemoryControlPlane.inForce().warm());
    assertEquals(
        again.toString(), inMemoryControlPlane.inForce().versions().get("1.0.0").deploymentId());
  }

  @Test
  void a_step_of_an_unknown_deployment_is_a_fault() {
    assertThrows(
        NoSuchElementException.class,
        () -> inMemoryControlPlane.step(RolloutStep.BeginDeployment, newId(), 1));
  }

  private DeploymentId staged() {
    return staged("1.0.0");
  }

  private DeploymentId staged(String version) {
    var id = inMemoryControlPlane.admit(version);
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    return id;
  }

  private DeploymentId switched(String version) {
    var id = staged(version);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    return id;
  }

  private Lease lease(String node, String incarnation) {
    return new Lease(
        Environment.Development,
        node,
        incarnation,
        "host:1",
        inMemoryControlPlane.now,
        inMemoryControlPlane.now.plusSeconds(10));
  }
}
