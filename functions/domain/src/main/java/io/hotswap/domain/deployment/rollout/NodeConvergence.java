package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.text.BoundedText;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Whether the nodes are where the newest document wants them, healthily.
final class NodeConvergence {
  private NodeConvergence() {}

  static StepDecision all(StepContext context, boolean serving, Supplier<StepDecision> then) {
    return all(context, context.deployment().version().version(), serving, then);
  }

  static StepDecision all(
      StepContext context, String version, boolean serving, Supplier<StepDecision> then) {
    return of(
        context,
        new NodeCheck(context.generation(), Optional.of(version), serving),
        it -> true,
        then);
  }

  /// All calls go to the version: the nodes say so, and what they counted does not say otherwise.
  static StepDecision served(StepContext context, String version) {
    return all(
        context,
        version,
        true,
        () ->
            StaleRouteCalls.since(context)
                .map(it -> patient(context, it))
                .orElseGet(() -> answer(StepOutcome.Served)));
  }

  /// @param then what to do once they are
  static StepDecision of(
      StepContext context, NodeCheck check, Predicate<Lease> these, Supplier<StepDecision> then) {
    return switch (context.ask(check, these)) {
      case NodeCheck.Answer.Followed() ->
          check.version().map(it -> healthy(context, it, then)).orElseGet(then);
      case NodeCheck.Answer.Refused(String node, String problem) ->
          broken(context, node + ": " + problem);
      case NodeCheck.Answer.NoNodes() ->
          // Leases also run out when the nodes cannot renew them for a while.
          patient(context, "No live node in " + context.deployment().environment());
      case NodeCheck.Answer.Behind(var nodes, var why) ->
          patient(
              context,
              "Not in time: " + BoundedText.names(nodes) + why.map(it -> "; " + it).orElse(""));
    };
  }

  /// Nothing is promoted while a node finds the version unhealthy.
  static StepDecision healthy(StepContext context, String version, Supplier<StepDecision> then) {
    return context
        .sick(version)
        .map(it -> patient(context, it.nodeId() + " finds it unhealthy: " + it.reason()))
        .orElseGet(then);
  }

  static StepDecision patient(StepContext context, String why) {
    return context.late()
        ? broken(context, why)
        : StepDecision.waiting(PollSchedule.following(context.elapsed()));
  }

  static StepDecision broken(StepContext context, String why) {
    return new StepDecision.Write(
        context.deployment().broken(why, context.now()),
        context.place(),
        Optional.empty(),
        StepOutcome.Broken);
  }

  /// What a step answers in a phase that it has nothing to do in.
  static StepDecision elsewhere(StepContext context) {
    return switch (context.phase()) {
      case Broken, Withdrawing, Withdrawn -> answer(StepOutcome.Broken);
      default -> answer(StepOutcome.Done);
    };
  }
}
