package io.hotswap.persistence;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.approval.Withdrawing;
import io.hotswap.domain.deployment.Deploying;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.deployment.Phase;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.deployment.RolloutTimes;
import io.hotswap.domain.deployment.Steering;
import io.hotswap.domain.deployment.Step;
import io.hotswap.domain.deployment.StepOutcome;
import io.hotswap.domain.deployment.StepResult;
import io.hotswap.domain.deployment.Strategy;
import io.hotswap.domain.deployment.Wish;
import io.hotswap.domain.figures.TenantFigures;
import io.hotswap.domain.figures.TenantSample;
import io.hotswap.domain.refusal.Result;
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

  final Rollouts world = new Rollouts();

  /// That call each version.
  int tenants = 200;

  private final RollingBack rollingBack =
      new RollingBack(world.deployments, world.around, world, RolloutTimes.DEFAULT, world.clock);
  private final Steering steering =
      new Steering(
          world.deployments,
          world,
          rollingBack,
          new Withdrawing(world.approvals, world.deployments, (token, outcome) -> {}, world.clock),
          RolloutTimes.DEFAULT,
          world.clock);

  WholeLife() {
    List.of(BEFORE, AFTER, FIX).forEach(world::register);
    world.operations = Set.of(LargestWishes.OPERATION);
    world.nodes =
        IntStream.range(0, 100)
            .mapToObj(it -> "node-%03d-".formatted(it) + "n".repeat(50))
            .toList();
    ends(admitted(direct(BEFORE)));
    world.permissions = Map.of(AFTER, LargestWishes.PERMISSIONS);
  }

  DeploymentId admitted(Strategy strategy) {
    return admitted(LargestWishes.of(world.plugin, strategy));
  }

  Wish direct(String version) {
    return Wish.direct(world.plugin.toString(), version, "Development");
  }

  DeploymentId admitted(Wish wish) {
    var request = new Deploying.Request(new DeploymentId(UUID.randomUUID()), wish);
    return done(world.deploying.deploy(ADMIN, request, Rollouts.ORIGIN)).id();
  }

  Deployment get(DeploymentId id) {
    return world.deployments.find(id).orElseThrow();
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
        new RollingBack.Request(UUID.randomUUID(), id, Optional.of(REASON), Optional.empty());
    done(rollingBack.rollBack(ADMIN, request, Rollouts.ORIGIN));
    revert(id);
  }

  void rolledBackByATrigger(DeploymentId id) {
    done(rollingBack.automatic(id, REASON, REASON.repeat(20), Rollouts.ORIGIN));
    revert(id);
  }

  /// What the roll-back machine asks for.
  void revert(DeploymentId id) {
    for (var step : List.of(Step.RevertRouting, Step.CheckReverted, Step.CompleteRollback)) {
      step(step, id);
    }
  }

  /// Begins, and goes on until the version is staged everywhere.
  void stages(DeploymentId id) {
    step(Step.BeginDeployment, id);
    step(Step.StageVersion, id);
    until(id, Step.CheckStaged, StepOutcome.Ready);
  }

  /// Until the first share is routed to the version.
  void shifts(DeploymentId id) {
    stages(id);
    step(move(id), id);
    step(ask(id), id);
  }

  void ends(DeploymentId id) {
    stages(id);
    goesOn(id);
  }

  /// From wherever it is.
  void goesOn(DeploymentId id) {
    var step = move(id);
    for (int i = 0; i < MOST_STEPS; i++) {
      step(step, id);
      if (until(id, ask(id), StepOutcome.Ready, StepOutcome.Served) == StepOutcome.Served) {
        is(StepOutcome.Succeeded, step(Step.CompleteDeployment, id).outcome());
        return;
      }
      step = get(id).strategy() == Strategy.ABTesting ? Step.PromoteWinner : move(id);
    }
    throw new AssertionError("It never ends: " + get(id).progress());
  }

  /// Too few call for a verdict, and somebody resumes it all the same, again and again.
  void isInDoubt(DeploymentId id, int rounds) {
    tenants = 3;
    until(id, ask(id), StepOutcome.Paused);
    for (int round = 1; round < rounds; round++) {
      steered(Steering.Command.Resume, id);
      world.ahead = world.ahead.plus(Duration.ofDays(1));
      is(StepOutcome.Paused, step(ask(id), id).outcome());
    }
  }

  private StepOutcome until(DeploymentId id, Step step, StepOutcome... awaited) {
    for (int i = 0; i < MOST_STEPS; i++) {
      gathers(id);
      var result = step(step, id);
      if (Set.of(awaited).contains(result.outcome())) {
        return result.outcome();
      }
      is(StepOutcome.Waiting, result.outcome());
      world.ahead = world.ahead.plusSeconds(result.waitSeconds());
    }
    throw new AssertionError(step + " waits for good: " + get(id).progress());
  }

  StepResult step(Step step, DeploymentId id) {
    return world.rollingOut.run(step, id, get(id).fence(), Rollouts.ORIGIN);
  }

  private Step move(DeploymentId id) {
    return switch (get(id).strategy()) {
      case Direct, BlueGreen -> Step.SwitchTraffic;
      case Canary -> Step.AdvanceCohort;
      case Rolling -> Step.MoveBatch;
      case ABTesting -> Step.SplitTraffic;
    };
  }

  private Step ask(DeploymentId id) {
    return switch (get(id).strategy()) {
      case Direct, BlueGreen -> Step.CheckSwitched;
      case Canary -> Step.JudgeCohort;
      case Rolling -> Step.CheckBatch;
      case ABTesting -> Step.JudgeVariants;
    };
  }

  /// The candidate fails less often, for everybody.
  private void gathers(DeploymentId id) {
    if (get(id).progress().phase() != Phase.Observing) {
      return;
    }
    world
        .routing
        .current(world.plugin, Environment.Development)
        .flatMap(it -> it.supervision().analysis())
        .ifPresent(
            it ->
                world
                    .around
                    .samples()
                    .record(
                        new TenantSample(
                            Environment.Development,
                            world.plugin,
                            it.window(),
                            "n",
                            "n-1",
                            world.clock.instant(),
                            Map.of(AFTER, arm("b", 1), it.baseline(), arm("a", 20)),
                            before())));
  }

  private Map<String, TenantFigures> before() {
    Map<String, TenantFigures> before = new HashMap<>(arm("a", 20));
    before.putAll(arm("b", 20));
    return before;
  }

  private Map<String, TenantFigures> arm(String arm, long failures) {
    var recorded =
        LargestWishes.METRICS.stream()
            .collect(Collectors.toMap(it -> it, it -> 200.0 / Math.max(1, failures)));
    return IntStream.range(0, tenants)
        .boxed()
        .collect(
            Collectors.toMap(
                it -> arm + it,
                it -> new TenantFigures(200, failures, 200 * (6 + it % 7 * 0.01), recorded)));
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
