package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Progress;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rolling: a batch of nodes at a time. Other plugins on these nodes are not affected.
final class RollingSteps {
  private RollingSteps() {}

  static StepDecision move(StepContext context) {
    return switch (context.phase()) {
      case Staging, Observing -> nextBatch(context);
      default -> NodeConvergence.otherPhase(context);
    };
  }

  private static StepDecision nextBatch(StepContext context) {
    var batch = remainingNodes(context).stream().limit(settings(context).batchSize()).toList();
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
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static StepDecision check(StepContext context) {
    return switch (context.phase()) {
      case Shifting -> followed(context, () -> startPause(context));
      case Observing -> followed(context, () -> checkPause(context));
      case Switching -> NodeConvergence.served(context, context.deployment().version().version());
      default -> answer(StepOutcome.Broken);
    };
  }

  /// Checks only the nodes that were moved.
  private static StepDecision followed(
      StepContext context, java.util.function.Supplier<StepDecision> then) {
    var moved = moved(context);
    if (context.liveNodes().stream().map(Lease::nodeId).noneMatch(moved::contains)) {
      return NodeConvergence.waitOrBreak(
          context, "None of the moved nodes is alive: " + BoundedText.names(moved));
    }
    var check =
        new NodeCheck(
            context.generation(), Optional.of(context.deployment().version().version()), true);
    return NodeConvergence.of(context, check, it -> moved.contains(it.nodeId()), then);
  }

  private static StepDecision startPause(StepContext context) {
    var pause =
        remainingNodes(context).isEmpty() ? Duration.ZERO : settings(context).waitBetweenBatches();
    var detail = "Served by " + BoundedText.names(moved(context));
    return new Write(
        context
            .deployment()
            .advancedTo(
                DeploymentPhase.Observing, context.deadline().plus(pause), detail, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Waiting,
        PollSchedule.idlePollSeconds(pause, pause));
  }

  private static StepDecision checkPause(StepContext context) {
    var pause = settings(context).waitBetweenBatches();
    var left = pause.minus(context.elapsed());
    return left.isPositive() && !remainingNodes(context).isEmpty()
        ? StepDecision.waiting(PollSchedule.idlePollSeconds(left, pause))
        : answer(StepOutcome.Ready);
  }

  /// Live nodes that still serve the previous version, sorted.
  private static List<String> remainingNodes(StepContext context) {
    var moved = moved(context);
    return context.liveNodes().stream()
        .map(Lease::nodeId)
        .filter(it -> !moved.contains(it))
        .sorted()
        .toList();
  }

  private static Set<String> moved(StepContext context) {
    return context
        .currentDocument()
        .flatMap(it -> it.shift(RollingCandidate.class))
        .map(RollingCandidate::nodes)
        .orElse(Set.of());
  }

  private static Rolling settings(StepContext context) {
    return (Rolling) context.deployment().order().strategy();
  }
}
