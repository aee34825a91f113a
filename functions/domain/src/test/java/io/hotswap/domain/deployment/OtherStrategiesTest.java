package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.PreviewToken;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.TenantRouting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Blue-green, rolling, A/B.
class OtherStrategiesTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void somethingServes() {
    inMemoryControlPlane.deploy("1.0.0");
    IntStream.range(0, 1000).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
  }

  @Test
  void green_warms_up_beside_blue_and_is_previewed_then_all_switch_at_once() {
    var id = staged(Wishes.blueGreen(Switchover.Instant, true));
    var healthSupervision = inMemoryControlPlane.inForce().supervision();
    assertEquals("renders", healthSupervision.acceptance().getFirst().name());
    var token =
        new PreviewToken(
            id.toString(),
            InMemoryControlPlane.MARKDOWN,
            Environment.Development,
            "1.1.0",
            inMemoryControlPlane.now.plusSeconds(60));
    var signed = token.sign(inMemoryControlPlane.get(id).rolloutState().previewKey().orElseThrow());
    var key = PreviewToken.publicKey(healthSupervision.preview().orElseThrow().publicKey());
    assertTrue(
        PreviewToken.verify(signed, key, inMemoryControlPlane.inForce(), inMemoryControlPlane.now)
            instanceof io.hotswap.domain.refusal.Result.Done<?>);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    assertEquals(DeploymentPhase.Warming, inMemoryControlPlane.get(id).progress().phase());
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    assertEquals(List.of("1.0.0"), inMemoryControlPlane.inForce().warm());
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().supervision().preview());
    completed(id, RolloutStep.CheckSwitched);
  }

  @Test
  void a_linear_switch_moves_a_tenth_after_the_other() {
    var id = staged(Wishes.blueGreen(Switchover.Linear, false));
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    for (int tenth = 1; tenth < 10; tenth++) {
      assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id));
      assertEquals(100L * tenth, moved());
      assertEquals(
          StepOutcome.Done,
          inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id),
          "twice is once");
      inMemoryControlPlane.nodesFollow();
      assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
      inMemoryControlPlane.pass(Duration.ofSeconds(10));
      assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    }
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    assertEquals(List.of(), inMemoryControlPlane.inForce().warm(), "blue is not kept");
    completed(id, RolloutStep.CheckSwitched);
  }

  @Test
  void a_resumed_tenth_has_as_much_time_as_any_other() {
    var id = staged(Wishes.blueGreen(Switchover.Linear, true));
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.pass(Duration.ofMinutes(5));
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckSwitched, id));
    var deadline = inMemoryControlPlane.get(id).progress().deadline();

    InMemoryControlPlane.done(inMemoryControlPlane.steer(Steering.Command.Pause, id));
    InMemoryControlPlane.done(inMemoryControlPlane.steer(Steering.Command.Resume, id));
    assertEquals(DeploymentPhase.Observing, inMemoryControlPlane.get(id).progress().phase());
    assertEquals(deadline, inMemoryControlPlane.get(id).progress().deadline());
  }

  @Test
  void rolling_goes_node_by_node() {
    var id = staged(Wishes.rolling(2));
    inMemoryControlPlane.step(RolloutStep.MoveBatch, id);
    assertEquals(Set.of("n1", "n2"), rollingNodes());
    assertEquals("1.0.0", versionFor("tenant-1", "n3"));
    assertEquals("1.1.0", versionFor("tenant-1", "n2"));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckBatch, id));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckBatch, id));
    inMemoryControlPlane.pass(Duration.ofMinutes(2));
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckBatch, id));
    inMemoryControlPlane.step(RolloutStep.MoveBatch, id);
    assertEquals(Set.of("n1", "n2", "n3"), rollingNodes());
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckBatch, id));
    assertEquals(
        StepOutcome.Ready,
        inMemoryControlPlane.step(RolloutStep.CheckBatch, id),
        "nobody is left to wait for");
    inMemoryControlPlane.step(RolloutStep.MoveBatch, id);
    completed(id, RolloutStep.CheckBatch);
  }

  @Test
  void a_batch_that_does_not_serve_in_its_time_breaks_it() {
    var id = staged(Wishes.rolling(1));
    inMemoryControlPlane.step(RolloutStep.MoveBatch, id);
    inMemoryControlPlane.pass(Duration.ofSeconds(29));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckBatch, id));
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckBatch, id));
    withdrawn(id);
    assertEquals("1.0.0", versionFor("tenant-1", "n1"));
  }

  @Test
  void a_node_that_refuses_the_version_breaks_it_at_once() {
    var id = staged(Wishes.rolling(1));
    inMemoryControlPlane.step(RolloutStep.MoveBatch, id);
    inMemoryControlPlane.follow("n1", VersionState.Failed);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckBatch, id));
    assertEquals(
        Optional.of("n1: does not start"), inMemoryControlPlane.get(id).progress().problem());
  }

  @Test
  void the_better_variant_goes_to_everybody() {
    var id = split();
    inMemoryControlPlane.pass(Duration.ofHours(24));
    Calls.made(inMemoryControlPlane, "1.1.0", 0.0);
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    assertEquals(Optional.of("1.1.0"), inMemoryControlPlane.get(id).rolloutState().winner());
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.PromoteWinner, id));
    assertEquals(Optional.of("1.1.0"), inMemoryControlPlane.inForce().defaultVersion());
    completed(id, RolloutStep.JudgeVariants);
    assertEquals(100, inMemoryControlPlane.get(id).progress().percentage());
  }

  @Test
  void a_worse_variant_ends_the_test_early_and_a_stays() {
    var id = split();
    inMemoryControlPlane.pass(Duration.ofMinutes(10));
    Calls.made(inMemoryControlPlane, "1.1.0", 0.3);
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.get(id).rolloutState().winner());
    inMemoryControlPlane.step(RolloutStep.PromoteWinner, id);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().shift());
    completed(id, RolloutStep.JudgeVariants);
    assertEquals(0, inMemoryControlPlane.get(id).progress().percentage());
  }

  @Test
  void a_test_without_calls_ends_without_a_winner() {
    var id = split();
    inMemoryControlPlane.pass(Duration.ofHours(47));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    inMemoryControlPlane.pass(Duration.ofHours(1));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    withdrawn(id);
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().shift());
  }

  @Test
  void a_test_is_promoted_by_hand() {
    var id = split();
    done(inMemoryControlPlane.steer(Steering.Command.Promote, id));
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    inMemoryControlPlane.step(RolloutStep.PromoteWinner, id);
    completed(id, RolloutStep.JudgeVariants);
  }

  private DeploymentId split() {
    var id = staged(Wishes.variants(OnInconclusive.Fail));
    inMemoryControlPlane.step(RolloutStep.SplitTraffic, id);
    long b = moved();
    assertTrue(b > 430 && b < 570, "about half: " + b);
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    return id;
  }

  private DeploymentId staged(DeploymentSpec spec) {
    var id = inMemoryControlPlane.admit(spec);
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    return id;
  }

  private void completed(DeploymentId id, RolloutStep check) {
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(check, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(check, id));
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
    assertEquals(Set.of(), inMemoryControlPlane.holders());
  }

  private void withdrawn(DeploymentId id) {
    assertEquals(StepOutcome.Withdrawn, inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
  }

  private long moved() {
    return inMemoryControlPlane.observed.tenants().stream()
        .filter(it -> versionFor(it, "n1").equals("1.1.0"))
        .count();
  }

  private Set<String> rollingNodes() {
    return inMemoryControlPlane.inForce().shift(RollingCandidate.class).orElseThrow().nodes();
  }

  private String versionFor(String tenant, String node) {
    var route = inMemoryControlPlane.inForce().route(tenant, TenantRouting.DEFAULT, node);
    return ((Route.To) route).version().version();
  }
}
