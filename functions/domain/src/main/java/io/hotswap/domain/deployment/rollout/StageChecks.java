package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.Move;
import io.hotswap.domain.deployment.strategy.Observation;
import io.hotswap.domain.deployment.strategy.Stage;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Observes a stage: whether the nodes have applied its document, then its pause or its verdict.
final class StageChecks {
  private final StageJudge judge;

  StageChecks(StageJudge judge) {
    this.judge = judge;
  }

  StepDecision check(StepContext context) {
    return switch (context.phase()) {
      case Shifting -> converged(context, () -> beginObserving(context));
      case Observing -> observed(context);
      case Passed -> answer(StepOutcome.Ready);
      case Switching -> NodeConvergence.served(context, context.winner());
      default -> answer(StepOutcome.Broken);
    };
  }

  private static StepDecision converged(StepContext context, Supplier<StepDecision> then) {
    return context.currentStage().move() instanceof Move.Batch
        ? batchConverged(context, then)
        : NodeConvergence.all(context, true, then);
  }

  /// Checks only the nodes that were moved.
  private static StepDecision batchConverged(StepContext context, Supplier<StepDecision> then) {
    var moved = context.movedNodes();
    if (context.liveNodes().stream().map(Lease::nodeId).noneMatch(moved::contains)) {
      return NodeConvergence.waitOrBreak(
          context, "None of the moved nodes is alive: " + BoundedText.names(moved));
    }
    var check =
        new NodeCheck(
            context.generation(), Optional.of(context.deployment().version().release()), true);
    return NodeConvergence.of(context, check, it -> moved.contains(it.nodeId()), then);
  }

  private static StepDecision beginObserving(StepContext context) {
    if (context.skipsVerdict()) {
      return answer(StepOutcome.Ready);
    }
    return switch (context.currentStage().observation()) {
      case Observation.None it -> answer(StepOutcome.Broken);
      case Observation.Wait it -> {
        var pause = pause(context, it);
        yield observing(context, pause, PollSchedule.idlePollSeconds(pause, pause));
      }
      case Observation.Judged it ->
          observing(
              context,
              it.longest(),
              PollSchedule.pollSeconds(Duration.ZERO, it.period(), it.extension()));
    };
  }

  private static StepDecision observing(StepContext context, Duration longest, int waitSeconds) {
    return new Write(
        context
            .deployment()
            .advancedTo(
                DeploymentPhase.Observing,
                context.deadline().plus(longest),
                reached(context, context.currentStage()),
                context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Waiting,
        waitSeconds);
  }

  private static String reached(StepContext context, Stage stage) {
    boolean judged = stage.observation() instanceof Observation.Judged;
    return switch (stage.move()) {
      case Move.TenantShare it when judged ->
          "Every live node serves the cohort; gathering evidence";
      case Move.Variants it -> "Both variants serve on every live node";
      case Move.Batch it -> "Served by " + BoundedText.names(context.movedNodes());
      case Move.TenantShare it -> served(it.percentage());
      case Move.Everybody it -> served(100);
      case Move.Winner it -> served(100);
    };
  }

  private static String served(int percentage) {
    return "Every live node serves it to %d %% of the tenants".formatted(percentage);
  }

  private StepDecision observed(StepContext context) {
    return switch (context.currentStage().observation()) {
      case Observation.None it -> answer(StepOutcome.Broken);
      case Observation.Wait it -> converged(context, () -> paused(context, it));
      case Observation.Judged it -> judge.observed(context, it);
    };
  }

  private static StepDecision paused(StepContext context, Observation.Wait wait) {
    var pause = pause(context, wait);
    var left = pause.minus(context.elapsed());
    return left.isPositive()
        ? StepDecision.waiting(PollSchedule.idlePollSeconds(left, pause))
        : answer(StepOutcome.Ready);
  }

  /// None once a person has promoted the deployment, and none after the last batch of nodes.
  private static Duration pause(StepContext context, Observation.Wait wait) {
    boolean lastBatch =
        context.currentStage().move() instanceof Move.Batch && context.remainingNodes().isEmpty();
    return context.promoted() || lastBatch ? Duration.ZERO : wait.shortest();
  }
}
