package io.hotswap.domain.deployment;

import static io.hotswap.domain.telemetry.Anomaly.Kind.ErrorRate;
import static io.hotswap.domain.telemetry.Anomaly.Kind.Latency;
import static io.hotswap.domain.telemetry.Anomaly.Kind.Unhealthy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.health.AnomalyResponse.Alerted;
import io.hotswap.domain.health.AnomalyResponse.NotConfirmed;
import io.hotswap.domain.health.AnomalyResponse.NothingToDo;
import io.hotswap.domain.health.AnomalyResponse.Paused;
import io.hotswap.domain.health.AnomalyResponse.RolledBack;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.health.Trigger;
import io.hotswap.domain.ids.DeploymentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From an anomaly to the rollback, with a clock that stands still.
class AutomaticRollbackTest {
  private static final Node BAD = new Node("1.1.0", 1000, 60, 1000);

  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane inMemoryControlPlane = watch.controlPlane;

  private DeploymentId replaced() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.pass(Duration.ofHours(1));
    return inMemoryControlPlane.deploy("1.1.0");
  }

  private DeploymentId sickEverywhere() {
    var id = replaced();
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    watch.called("1.1.0");
    List.of("n1", "n2", "n3").forEach(it -> watch.checked(it, "1.1.0", 3));
    return id;
  }

  @Test
  void three_failed_checks_on_all_nodes_roll_back_with_the_numbers_as_evidence() {
    var id = sickEverywhere();
    var reaction = assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", Unhealthy));
    assertEquals(Trigger.Unhealthy, reaction.trigger());
    var rollback = inMemoryControlPlane.get(id).lastRollback().orElseThrow();
    assertEquals("HotSwap", rollback.actor());
    assertEquals(Optional.of("Failed health checks"), rollback.reason());
    assertTrue(rollback.evidence().orElseThrow().contains("3 of 3 nodes; n1: no database"));
    assertEquals("roll-back " + id + " 2", inMemoryControlPlane.started.getLast());
    watch.goesBack(id);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
  }

  @Test
  void two_failed_checks_are_no_reason() {
    replaced();
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    watch.called("1.1.0");
    List.of("n1", "n2", "n3").forEach(it -> watch.checked(it, "1.1.0", 2));
    var anomaly = watch.word("n1", "1.1.0", Unhealthy);
    inMemoryControlPlane.now = anomaly.at();
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", Unhealthy));
  }

  @Test
  void an_anomaly_may_come_before_the_report_that_it_rests_on() {
    replaced();
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    watch.called("1.1.0");
    watch.checked("n1", "1.1.0", 3);
    watch.checked("n2", "1.1.0", 2);
    inMemoryControlPlane.pass(Duration.ofSeconds(30));
    assertInstanceOf(RolledBack.class, watch.hears("n2", "1.1.0", Unhealthy));
  }

  @Test
  void it_fires_once_per_deployment_however_often_it_is_told() {
    var id = sickEverywhere();
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", Unhealthy));
    var admitted = inMemoryControlPlane.get(id);
    for (var node : List.of("n1", "n2", "n3")) {
      assertInstanceOf(NothingToDo.class, watch.hears(node, "1.1.0", Unhealthy));
    }
    assertEquals(admitted, inMemoryControlPlane.get(id));
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
    assertInstanceOf(NothingToDo.class, watch.hears("n2", "1.1.0", Unhealthy));
    watch.goesBack(id);
    int documents = inMemoryControlPlane.documents.size();
    watch.hears("n3", "1.1.0", Unhealthy);
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
    assertEquals(documents, inMemoryControlPlane.documents.size());
    assertEquals(0, watch.alerts.size());
  }

  @Test
  void an_error_rate_fires_after_five_minutes_and_not_a_second_earlier() {
    var id = replaced();
    watch.called(new Node("1.0.0", 1000, 1, 1000), Duration.ofHours(1));
    // After ten seconds the rate is above the limit for the first time.
    for (int second = 10; second < 310; second += 10) {
      inMemoryControlPlane.pass(Duration.ofSeconds(10));
      watch.called(BAD, Duration.ofSeconds(10));
      assertInstanceOf(
          NotConfirmed.class, watch.hears("n1", "1.1.0", ErrorRate), "after " + second + " s");
    }
    inMemoryControlPlane.pass(Duration.ofSeconds(9));
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", ErrorRate));
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    watch.called(BAD, Duration.ofSeconds(10));
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", ErrorRate));
    assertTrue(
        inMemoryControlPlane
            .get(id)
            .lastRollback()
            .orElseThrow()
            .evidence()
            .orElseThrow()
            .contains("6.0 %"));
  }

  @Test
  void a_rate_that_goes_up_and_down_never_fires_and_tells_nobody() {
    var id = replaced();
    for (int second = 0; second < 3600; second += 10) {
      inMemoryControlPlane.pass(Duration.ofSeconds(10));
      boolean bad = second % 480 < 240;
      watch.called(bad ? BAD : new Node("1.1.0", 1000, 0, 1000), Duration.ofSeconds(10));
      assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", ErrorRate));
    }
    assertEquals(List.of(), inMemoryControlPlane.get(id).rollbacks());
    assertEquals(0, watch.alerts.size());
  }

  @Test
  void a_rate_that_stays_bad_rolls_back_once_and_the_previous_version_stays() {
    var id = replaced();
    int rolledBack = 0;
    for (int second = 0; second < 3600; second += 10) {
      inMemoryControlPlane.pass(Duration.ofSeconds(10));
      watch.called(BAD, Duration.ofSeconds(10));
      if (watch.hears("n1", "1.1.0", ErrorRate) instanceof RolledBack) {
        rolledBack++;
        watch.goesBack(id);
      }
    }
    assertEquals(1, rolledBack);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(0, watch.alerts.size());
  }

  @Test
  void what_an_earlier_deployment_of_the_version_counted_is_not_held_against_this_one() {
    var first = replaced();
    inMemoryControlPlane.pass(Duration.ofMinutes(7));
    watch.called(BAD, Duration.ofMinutes(7));
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", ErrorRate));
    watch.goesBack(first);
    inMemoryControlPlane.pass(Duration.ofMinutes(1));
    var second = inMemoryControlPlane.deploy("1.1.0");
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", ErrorRate));
    assertEquals(List.of(), inMemoryControlPlane.get(second).rollbacks());
  }

  @Test
  void latency_is_measured_against_the_previous_versions_last_day() {
    replaced();
    watch.called(new Node("1.0.0", 100, 0, 10_000), Duration.ofHours(1));
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    watch.called(new Node("1.1.0", 100, 0, 20_000), Duration.ofMinutes(5));
    var twice = assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", Latency));
    assertTrue(twice.why().contains("1.0.0 in the last 24 hours"), twice.why());
    inMemoryControlPlane.pass(Duration.ofMinutes(6));
    watch.called(new Node("1.1.0", 100, 0, 21_000), Duration.ofMinutes(5));
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", Latency));
  }

  @Test
  void a_previous_version_that_is_called_beside_it_is_measured_in_the_same_window() {
    replaced();
    watch.called(new Node("1.0.0", 100, 0, 10_000), Duration.ofHours(1));
    inMemoryControlPlane.pass(Duration.ofMinutes(7));
    watch.called(new Node("1.0.0", 100, 7, 30_000), Duration.ofMinutes(7));
    watch.called(new Node("1.1.0", 100, 6, 40_000), Duration.ofMinutes(7));
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", Latency));
    var alerted = assertInstanceOf(Alerted.class, watch.hears("n1", "1.1.0", ErrorRate));
    assertTrue(alerted.why().contains("in the same 5 minutes"), alerted.why());
  }

  @Test
  void the_watch_ends_three_days_after_the_deployment_completed() {
    var id = replaced();
    inMemoryControlPlane.pass(inMemoryControlPlane.times.watch());
    watch.called(BAD, Duration.ofMinutes(7));
    assertInstanceOf(Alerted.class, watch.hears("n1", "1.1.0", ErrorRate));
    assertEquals(List.of(), inMemoryControlPlane.get(id).rollbacks());
    inMemoryControlPlane.now = inMemoryControlPlane.now.minusSeconds(1);
    inMemoryControlPlane.pass(Duration.ZERO);
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", ErrorRate));
  }

  @Test
  void where_nothing_served_before_the_operators_are_told_once() {
    var id = inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.pass(Duration.ofMinutes(7));
    watch.called(new Node("1.0.0", 1000, 60, 1000), Duration.ofMinutes(7));
    List.of("n1", "n2").forEach(it -> watch.checked(it, "1.0.0", 3));
    for (int told = 0; told < 3; told++) {
      assertInstanceOf(Alerted.class, watch.hears("n1", "1.0.0", ErrorRate));
      assertInstanceOf(Alerted.class, watch.hears("n2", "1.0.0", Unhealthy));
      inMemoryControlPlane.pass(Duration.ofSeconds(10));
    }
    assertEquals(2, watch.alerts.size(), "one for each trigger");
    var message = watch.alerts.values().iterator().next();
    assertEquals(id.toString(), message.deploymentId());
    assertTrue(message.text().contains("nothing served before"), message.text());
    assertEquals(List.of(), inMemoryControlPlane.get(id).rollbacks());
  }

  @Test
  void who_asked_not_to_be_rolled_back_is_paused_once() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    var id = canary(false);
    assertInstanceOf(Paused.class, watch.hears("n1", "1.1.0", Unhealthy));
    assertTrue(inMemoryControlPlane.get(id).paused());
    int told = inMemoryControlPlane.messages.size();
    assertInstanceOf(NothingToDo.class, watch.hears("n2", "1.1.0", Unhealthy));
    assertEquals(told, inMemoryControlPlane.messages.size());
    assertEquals(List.of(), inMemoryControlPlane.get(id).rollbacks());
  }

  @Test
  void a_deployment_under_way_is_rolled_back_and_its_machine_stopped() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    var id = canary(true);
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", Unhealthy));
    assertTrue(inMemoryControlPlane.stopped.contains(id + "-1"));
    watch.goesBack(id);
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().shift());
  }

  @Test
  void a_pause_that_lost_a_race_is_decided_anew() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    var id = canary(false);
    inMemoryControlPlane.beforeCommit =
        () -> InMemoryControlPlane.done(inMemoryControlPlane.steer(Steering.Command.Pause, id));
    assertInstanceOf(NothingToDo.class, watch.hears("n1", "1.1.0", Unhealthy));
    assertEquals("ada", inMemoryControlPlane.get(id).rolloutState().paused().orElseThrow().by());
  }

  private DeploymentId canary(boolean autoRollback) {
    var id = inMemoryControlPlane.admit(Wishes.canary(OnInconclusive.Fail, autoRollback, 50, 100));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    watch.called("1.1.0");
    List.of("n1", "n2", "n3").forEach(it -> watch.checked(it, "1.1.0", 3));
    return id;
  }

  @Test
  void before_any_call_the_deployments_own_steps_look_after_it() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.admit("1.1.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    List.of("n1", "n2").forEach(it -> watch.checked(it, "1.1.0", 3));
    assertInstanceOf(NothingToDo.class, watch.hears("n1", "1.1.0", Unhealthy));
    assertEquals(0, watch.alerts.size());
  }

  @Test
  void a_rollback_whose_machine_did_not_start_is_started_by_the_next_word() {
    var id = sickEverywhere();
    inMemoryControlPlane.engineDown = true;
    assertThrows(IllegalStateException.class, () -> watch.hears("n1", "1.1.0", Unhealthy));
    assertEquals(DeploymentPhase.RollbackAdmitted, inMemoryControlPlane.get(id).progress().phase());
    inMemoryControlPlane.engineDown = false;
    assertInstanceOf(NothingToDo.class, watch.hears("n1", "1.1.0", Unhealthy));
    assertEquals("roll-back " + id + " 2", inMemoryControlPlane.started.getLast());
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
  }

  @Test
  void a_version_that_nobody_deployed_is_nobodys_trouble() {
    replaced();
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "0.9.0", ErrorRate));
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "0.9.0", Unhealthy));
  }
}
