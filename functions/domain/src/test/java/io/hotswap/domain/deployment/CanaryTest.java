package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.VerdictCalculator;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanaryTest {
  private static final int TENANTS = 1000;

  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void somethingServesManyTenants() {
    inMemoryControlPlane.deploy("1.0.0");
    IntStream.range(0, TENANTS).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
  }

  @Test
  void a_healthy_canary_grows_by_its_steps_and_completes() {
    var id = begun(OnInconclusive.Fail, true, 10, 50, 100);
    for (int share : new int[] {10, 50}) {
      assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id));
      assertEquals(share, inMemoryControlPlane.get(id).progress().percentage());
      assertEquals(TENANTS * share / 100, served(), "exactly that many");
      observed(id, 0.005);
      assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    }
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id));
    assertEquals(Optional.of("1.1.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().shift());
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
    assertEquals(2, inMemoryControlPlane.get(id).rolloutState().verdicts().size());
  }

  @Test
  void a_verdict_replays_from_its_evidence_to_the_same_answer() {
    var id = moved(OnInconclusive.Fail, true, 0.2);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    var judged = inMemoryControlPlane.get(id).rolloutState().verdicts().getFirst();
    assertEquals(Conclusion.Worse, judged.verdict().answer());
    var evidence = inMemoryControlPlane.observed.find(judged.evidence());
    assertEquals(judged.verdict(), VerdictCalculator.judge(judged.question(), evidence));
  }

  @Test
  void a_worse_canary_goes_back_to_what_served() {
    var id = moved(OnInconclusive.Fail, true, 0.2);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    assertEquals(StepOutcome.Withdrawn, inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(0, served());
    assertTrue(
        inMemoryControlPlane
            .get(id)
            .progress()
            .problem()
            .orElseThrow()
            .startsWith("The canary is worse"));
  }

  @Test
  void without_auto_rollback_a_worse_canary_pauses_and_tells_somebody() {
    var id = moved(OnInconclusive.Fail, false, 0.2);
    assertEquals(StepOutcome.Paused, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    assertTrue(inMemoryControlPlane.get(id).paused());
    assertEquals(
        2,
        inMemoryControlPlane.messages.stream()
            .filter(it -> it.kind().name().equals("Paused"))
            .count());
    assertEquals(StepOutcome.Paused, inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id));
    done(inMemoryControlPlane.steer(Steering.Command.Abort, id));
    assertEquals(DeploymentPhase.RollbackAdmitted, inMemoryControlPlane.get(id).progress().phase());
  }

  @Test
  void without_traffic_it_is_never_completed_by_a_verdict() {
    var id = begun(OnInconclusive.Fail, true, 10, 100);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    following(id);
    for (int look = 0; look < 19; look++) {
      inMemoryControlPlane.pass(Duration.ofMinutes(1));
      assertEquals(
          StepOutcome.Waiting,
          inMemoryControlPlane.step(RolloutStep.JudgeCohort, id),
          "look " + look);
    }
    inMemoryControlPlane.pass(Duration.ofMinutes(1));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    assertTrue(
        inMemoryControlPlane
            .get(id)
            .progress()
            .problem()
            .orElseThrow()
            .startsWith("Not enough evidence"));
    assertEquals(0, served() - TENANTS / 10);
  }

  @Test
  void inconclusive_may_pause_for_a_person_who_promotes() {
    var id = begun(OnInconclusive.Pause, true, 10, 100);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    following(id);
    inMemoryControlPlane.pass(Wishes.PERIOD.multipliedBy(2));
    assertEquals(StepOutcome.Paused, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    long old = inMemoryControlPlane.get(id).fence();
    done(inMemoryControlPlane.steer(Steering.Command.Promote, id));
    assertEquals(
        StepOutcome.Superseded, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id, old));
    assertEquals("deploy " + id + " " + (old + 1), inMemoryControlPlane.started.getLast());
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id));
    assertEquals(Optional.of("1.1.0"), inMemoryControlPlane.inForce().defaultVersion());
  }

  @Test
  void paused_and_resumed_the_cohort_is_the_same() {
    var id = moved(OnInconclusive.Fail, true, 0.005);
    var before = inMemoryControlPlane.inForce().shift();
    done(inMemoryControlPlane.steer(Steering.Command.Pause, id));
    assertEquals(StepOutcome.Paused, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    inMemoryControlPlane.pass(Duration.ofHours(5));
    assertEquals(
        0,
        inMemoryControlPlane.reconciling.reconcile(InMemoryControlPlane.ORIGIN).size(),
        "nobody is missing");
    done(inMemoryControlPlane.steer(Steering.Command.Resume, id));
    assertEquals(before, inMemoryControlPlane.inForce().shift());
    assertEquals(
        StepOutcome.Waiting,
        inMemoryControlPlane.step(RolloutStep.JudgeCohort, id),
        "observed anew");
    inMemoryControlPlane.pass(Wishes.PERIOD);
    Calls.made(inMemoryControlPlane, "1.1.0", 0.005);
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
  }

  @Test
  void a_canary_that_is_only_slow_at_first_is_judged_at_the_end_of_its_period() {
    var id = moved(OnInconclusive.Fail, true, 0.005);
    Calls.made(inMemoryControlPlane, "1.1.0", 0.005, 4000);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    inMemoryControlPlane.pass(Wishes.PERIOD);
    Calls.made(inMemoryControlPlane, "1.1.0", 0.005, 4000);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
  }

  @Test
  void nothing_is_promoted_while_a_node_finds_it_unhealthy() {
    var id = moved(OnInconclusive.Fail, true, 0.005);
    inMemoryControlPlane.pass(Wishes.PERIOD);
    inMemoryControlPlane.observed.report(
        new io.hotswap.domain.telemetry.HealthReport(
            Environment.Development,
            InMemoryControlPlane.MARKDOWN,
            "1.1.0",
            "n2",
            "n2-1",
            1,
            "no database",
            inMemoryControlPlane.now));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
  }

  @Test
  void a_canary_needs_something_to_be_compared_with() {
    var empty = new InMemoryControlPlane();
    var spec = Wishes.canary(OnInconclusive.Fail, true, 10, 100);
    var refusal =
        InMemoryControlPlane.refused(
            empty.post(InMemoryControlPlane.ADMIN, InMemoryControlPlane.newId(), spec));
    assertEquals("/strategy", refusal.errors().getFirst().pointer());
  }

  private long served() {
    var document = inMemoryControlPlane.inForce();
    return inMemoryControlPlane.observed.tenants().stream()
        .filter(
            it ->
                document.route(it, TenantRouting.DEFAULT, "n1") instanceof Route.To to
                    && to.version().version().equals("1.1.0"))
        .count();
  }

  private DeploymentId begun(OnInconclusive policy, boolean autoRollback, Integer... steps) {
    var id = inMemoryControlPlane.admit(Wishes.canary(policy, autoRollback, steps));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    return id;
  }

  private DeploymentId moved(OnInconclusive policy, boolean autoRollback, double failing) {
    var id = begun(policy, autoRollback, 10, 50, 100);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    following(id);
    inMemoryControlPlane.pass(Duration.ofMinutes(1));
    Calls.made(inMemoryControlPlane, "1.1.0", failing);
    return id;
  }

  private void observed(DeploymentId id, double failing) {
    following(id);
    inMemoryControlPlane.pass(Wishes.PERIOD);
    Calls.made(inMemoryControlPlane, "1.1.0", failing);
  }

  private void following(DeploymentId id) {
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
    assertEquals(DeploymentPhase.Observing, inMemoryControlPlane.get(id).progress().phase());
  }
}
