package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.text.BoundedText;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Step decisions by whether the nodes have applied the newest document and report the version
/// healthy.
final class NodeConvergence {
  private NodeConvergence() {}

  static StepDecision all(StepContext context, boolean serving, Supplier<StepDecision> then) {
    return all(context, context.deployment().version().release(), serving, then);
  }

  static StepDecision all(
      StepContext context, String version, boolean serving, Supplier<StepDecision> then) {
    return of(
        context,
        new NodeCheck(context.generation(), Optional.of(version), serving),
        it -> true,
        then);
  }

  /// Whether all calls go to the version, by the nodes' acknowledgements and by their call counts.
  static StepDecision served(StepContext context, String version) {
    return all(
        context,
        version,
        true,
        () ->
            StaleRouteCalls.firstReport(context)
                .map(it -> waitOrBreak(context, it))
                .orElseGet(() -> answer(StepOutcome.Served)));
  }

  /// @param then decides once the nodes have converged
  static StepDecision of(
      StepContext context,
      NodeCheck check,
      Predicate<Lease> selected,
      Supplier<StepDecision> then) {
    return switch (context.checkNodes(check, selected)) {
      case NodeCheck.Answer.Followed() ->
          check.version().map(it -> healthy(context, it, then)).orElseGet(then);
      case NodeCheck.Answer.Refused(String node, String problem) ->
          broken(context, node + ": " + problem);
      case NodeCheck.Answer.NoNodes() ->
          // Not final: leases also expire when nodes cannot renew them for a while.
          waitOrBreak(context, "No live node in " + context.deployment().environment());
      case NodeCheck.Answer.Behind(var nodes, var why) ->
          waitOrBreak(
              context,
              "Not in time: " + BoundedText.names(nodes) + why.map(it -> "; " + it).orElse(""));
    };
  }

  /// Continues only while no node reports the version unhealthy.
  static StepDecision healthy(StepContext context, String version, Supplier<StepDecision> then) {
    return context
        .unhealthyReport(version)
        .map(it -> waitOrBreak(context, it.nodeId() + " reports it unhealthy: " + it.reason()))
        .orElseGet(then);
  }

  static StepDecision waitOrBreak(StepContext context, String why) {
    return context.isOverdue()
        ? broken(context, why)
        : StepDecision.waiting(PollSchedule.convergencePollSeconds(context.elapsed()));
  }

  static StepDecision broken(StepContext context, String why) {
    return new StepDecision.Write(
        context.deployment().broken(why, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Broken);
  }

  /// The answer of a step in a phase that it does not handle.
  static StepDecision otherPhase(StepContext context) {
    return switch (context.phase()) {
      case Broken, Withdrawing, Withdrawn -> answer(StepOutcome.Broken);
      default -> answer(StepOutcome.Done);
    };
  }
}
