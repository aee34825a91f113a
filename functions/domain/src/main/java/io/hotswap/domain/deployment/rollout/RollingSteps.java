package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Progress;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.StrategySettings;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Some nodes at a time. Another plugin on the same node never notices.
final class RollingSteps {
  private RollingSteps() {}

  static StepDecision move(StepContext context) {
    return switch (context.phase()) {
      case Staging, Observing -> nextBatch(context);
      default -> NodeConvergence.elsewhere(context);
    };
  }

  private static StepDecision nextBatch(StepContext context) {
    var batch = waiting(context).stream().limit(settings(context).batchSize()).toList();
    return batch.isEmpty() ? SwitchSteps.switched(context) : moved(context, batch);
  }

  private static StepDecision moved(StepContext context, List<String> batch) {
    Set<String> nodes = new HashSet<>(moved(context));
    nodes.addAll(batch);
    var document = context.nextDocument().rolling(nodes, context.watch());
    int share = Math.clamp(100L * nodes.size() / Math.max(1, context.liveNodes().size()), 1, 99);
    var written =
        new Progress.Written(
            document.generation(),
            context.stage() + 1,
            share,
            context.now().plus(settings(context).healthCheckTimeout()));
    return new Write(
        context.deployment().shifted(written, BoundedText.names(batch), context.now()),
        context.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static StepDecision check(StepContext context) {
    return switch (context.phase()) {
      case Shifting -> followed(context, () -> resting(context));
      case Observing -> followed(context, () -> rested(context));
      case Switching -> NodeConvergence.served(context, context.deployment().version().version());
      default -> answer(StepOutcome.Broken);
    };
  }

  /// Only the nodes that were moved have to serve the version.
  private static StepDecision followed(
      StepContext context, java.util.function.Supplier<StepDecision> then) {
    var moved = moved(context);
    if (context.liveNodes().stream().map(Lease::nodeId).noneMatch(moved::contains)) {
      return NodeConvergence.patient(
          context, "None of the moved nodes is alive: " + BoundedText.names(moved));
    }
    var check =
        new NodeCheck(
            context.generation(), Optional.of(context.deployment().version().version()), true);
    return NodeConvergence.of(context, check, it -> moved.contains(it.nodeId()), then);
  }

  private static StepDecision resting(StepContext context) {
    var pause = waiting(context).isEmpty() ? Duration.ZERO : settings(context).waitBetweenBatches();
    var detail = "Served by " + BoundedText.names(moved(context));
    return new Write(
        context
            .deployment()
            .goesOn(
                DeploymentPhase.Observing, context.deadline().plus(pause), detail, context.now()),
        context.place(),
        Optional.empty(),
        StepOutcome.Waiting,
        PollSchedule.waiting(pause, pause));
  }

  private static StepDecision rested(StepContext context) {
    var pause = settings(context).waitBetweenBatches();
    var left = pause.minus(context.elapsed());
    return left.isPositive() && !waiting(context).isEmpty()
        ? StepDecision.waiting(PollSchedule.waiting(left, pause))
        : answer(StepOutcome.Ready);
  }

  /// Live nodes that still serve what served before, in order.
  private static List<String> waiting(StepContext context) {
    var moved = moved(context);
    return context.liveNodes().stream()
        .map(Lease::nodeId)
        .filter(it -> !moved.contains(it))
        .sorted()
        .toList();
  }

  private static Set<String> moved(StepContext context) {
    return context
        .inForce()
        .flatMap(it -> it.rolling())
        .map(RollingCandidate::nodes)
        .orElse(Set.of());
  }

  private static StrategySettings.Rolling settings(StepContext context) {
    return (StrategySettings.Rolling) context.deployment().order().settings();
  }
}
