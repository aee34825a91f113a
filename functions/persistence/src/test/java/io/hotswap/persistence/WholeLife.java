package io.hotswap.persistence;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.rollout.StepResult;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A deployment of everything at its limit, on real tables, from its request to its end: what the
/// state machines ask for, in their order, by a clock that waits for nobody.
final class WholeLife {
  static final String BEFORE = "1.0.0-" + "a".repeat(58);
  static final String AFTER = "1.1.0-" + "b".repeat(58);
  static final String FIX = "1.2.0";
  // Four bytes a character, the most there are.
  static final String REASON = "𝒜".repeat(1_000);

  private static final Caller ADMIN =
      new Caller(
          "ada",
          "𝒜".repeat(2_000),
          Set.of(Role.Admin),
          Set.of(),
          Optional.empty(),
          Optional.of("ada@example.com"));
  private static final int MOST_STEPS = 2_000;

  final Rollouts rollouts;

  /// That call each version.
  int tenants = 200;

  private final RollingBackDeployment rollingBackDeployment;
  private final Steering steering;

  WholeLife() {
    this(new Rollouts());
  }

  WholeLife(Rollouts rollouts) {
    this.rollouts = rollouts;
    rollingBackDeployment =
        new RollingBackDeployment(
            rollouts.deployments,
            rollouts,
            rollouts.slots,
            rollouts.misfits(),
            rollouts.unmetNeeds(),
            rollouts.trust(),
            rollouts.clock);
    steering =
        new Steering(
            rollouts.deployments,
            rollouts,
            rollingBackDeployment,
            new Withdrawing(
                rollouts.approvals, rollouts.deployments, (token, outcome) -> {}, rollouts.clock),
            RolloutTimeouts.DEFAULT,
            rollouts.clock);
    List.of(BEFORE, AFTER, FIX).forEach(rollouts::register);
    rollouts.operations = Set.of(LargestWishes.OPERATION);
    rollouts.nodes =
        IntStream.range(0, 100)
            .mapToObj(it -> "node-%03d-".formatted(it) + "n".repeat(50))
            .toList();
    ends(admitted(direct(BEFORE)));
    rollouts.permissions = Map.of(AFTER, LargestWishes.PERMISSIONS);
  }

  DeploymentId admitted(StrategyName strategyName) {
    return admitted(LargestWishes.of(rollouts.plugin, strategyName));
  }

  DeploymentSpec direct(String version) {
    return DeploymentSpec.direct(rollouts.plugin.toString(), version, "Development");
  }

  DeploymentId admitted(DeploymentSpec spec) {
    var request = new Deploying.Request(new DeploymentId(UUID.randomUUID()), spec);
    return done(rollouts.deploying.deploy(ADMIN, request, Rollouts.ORIGIN)).id();
  }

  Deployment get(DeploymentId id) {
    return rollouts.deployments.find(id).orElseThrow();
  }

  void steered(Steering.Command command, DeploymentId id) {
    done(
        steering.steer(
            ADMIN,
            new Steering.Request(UUID.randomUUID(), id, command, Optional.of(REASON)),
            Rollouts.ORIGIN));
  }

  void rolledBack(DeploymentId id) {
    var request =
        new RollingBackDeployment.Request(
            UUID.randomUUID(), id, Optional.of(REASON), RollbackTarget.PREVIOUS);
    done(rollingBackDeployment.rollBack(ADMIN, request, Rollouts.ORIGIN));
    revert(id);
  }

  void rolledBackByATrigger(DeploymentId id) {
    done(
        rollingBackDeployment.rollBackAutomatically(
            id, REASON, REASON.repeat(20), Rollouts.ORIGIN));
    revert(id);
  }

  /// What the roll-back machine asks for.
  void revert(DeploymentId id) {
    for (var rolloutStep :
        List.of(
            RolloutStep.RevertRouting, RolloutStep.CheckReverted, RolloutStep.CompleteRollback)) {
      step(rolloutStep, id);
    }
  }

  /// Begins, and goes on until the version is staged everywhere.
  void stages(DeploymentId id) {
    step(RolloutStep.BeginDeployment, id);
    step(RolloutStep.StageVersion, id);
    until(id, RolloutStep.CheckStaged, StepOutcome.Ready);
  }

  /// Until the first share is routed to the version.
  void shifts(DeploymentId id) {
    stages(id);
    moves(id);
  }

  void moves(DeploymentId id) {
    step(move(id), id);
    step(ask(id), id);
  }

  void ends(DeploymentId id) {
    stages(id);
    goesOn(id);
  }

  /// From wherever it is.
  void goesOn(DeploymentId id) {
    var rolloutStep = move(id);
    for (int i = 0; i < MOST_STEPS; i++) {
      step(rolloutStep, id);
      if (until(id, ask(id), StepOutcome.Ready, StepOutcome.Served) == StepOutcome.Served) {
        is(StepOutcome.Succeeded, step(RolloutStep.CompleteDeployment, id).outcome());
        return;
      }
      rolloutStep =
          get(id).strategyName() == StrategyName.ABTesting ? RolloutStep.PromoteWinner : move(id);
    }
    throw new AssertionError("It never ends: " + get(id).progress());
  }

  /// Too few call for a verdict, and somebody resumes it all the same, again and again.
  void isInDoubt(DeploymentId id, int rounds) {
    tenants = 3;
    until(id, ask(id), StepOutcome.Paused);
    for (int round = 1; round < rounds; round++) {
      steered(Steering.Command.Resume, id);
      rollouts.ahead = rollouts.ahead.plus(Duration.ofDays(1));
      is(StepOutcome.Paused, step(ask(id), id).outcome());
    }
  }

  private StepOutcome until(DeploymentId id, RolloutStep rolloutStep, StepOutcome... awaited) {
    for (int i = 0; i < MOST_STEPS; i++) {
      gathers(id);
      var result = step(rolloutStep, id);
      if (Set.of(awaited).contains(result.outcome())) {
        return result.outcome();
      }
      is(StepOutcome.Waiting, result.outcome());
      rollouts.ahead = rollouts.ahead.plusSeconds(result.waitSeconds());
    }
    throw new AssertionError(rolloutStep + " waits for good: " + get(id).progress());
  }

  StepResult step(RolloutStep rolloutStep, DeploymentId id) {
    var deployment = rollouts.rollingOut.deployment(id);
    return rollouts.rollingOut.run(rolloutStep, deployment, deployment.fence(), Rollouts.ORIGIN);
  }

  private RolloutStep move(DeploymentId id) {
    return switch (get(id).strategyName()) {
      case Direct, BlueGreen -> RolloutStep.SwitchTraffic;
      case Canary -> RolloutStep.AdvanceCohort;
      case Rolling -> RolloutStep.MoveBatch;
      case ABTesting -> RolloutStep.SplitTraffic;
    };
  }

  private RolloutStep ask(DeploymentId id) {
    return switch (get(id).strategyName()) {
      case Direct, BlueGreen -> RolloutStep.CheckSwitched;
      case Canary -> RolloutStep.JudgeCohort;
      case Rolling -> RolloutStep.CheckBatch;
      case ABTesting -> RolloutStep.JudgeVariants;
    };
  }

  /// The candidate fails less often, for everybody.
  private void gathers(DeploymentId id) {
    if (get(id).progress().phase() != DeploymentPhase.Observing) {
      return;
    }
    rollouts
        .routing
        .current(rollouts.plugin, Environment.Development)
        .flatMap(it -> it.supervision().analysis())
        .ifPresent(
            it ->
                rollouts
                    .stores
                    .samples()
                    .record(
                        new TenantSample(
                            Environment.Development,
                            rollouts.plugin,
                            it.window(),
                            "n",
                            "n-1",
                            rollouts.clock.instant(),
                            Map.of(AFTER, arm("b", 1), it.baseline(), arm("a", 20)),
                            before())));
  }

  private Map<String, TenantStats> before() {
    Map<String, TenantStats> before = new HashMap<>(arm("a", 20));
    before.putAll(arm("b", 20));
    return before;
  }

  private Map<String, TenantStats> arm(String arm, long failures) {
    var recorded =
        LargestWishes.METRICS.stream()
            .collect(Collectors.toMap(it -> it, it -> 200.0 / Math.max(1, failures)));
    return IntStream.range(0, tenants)
        .boxed()
        .collect(
            Collectors.toMap(
                it -> arm + it,
                it -> new TenantStats(200, failures, 200 * (6 + it % 7 * 0.01), recorded)));
  }

  private static void is(StepOutcome expected, StepOutcome actual) {
    if (expected != actual) {
      throw new AssertionError("Expected " + expected + ", not " + actual);
    }
  }

  static Deployment done(Result<Deployment> result) {
    return switch (result) {
      case Result.Done<Deployment>(var it) -> it;
      case Result.Refused<Deployment>(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
