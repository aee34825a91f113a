package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.node.Lease;
import io.hotswap.domain.text.BoundedText;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Whether the nodes are where the newest document wants them, healthily.
final class Following {
  private Following() {}

  static Decision all(Situation at, boolean serving, Supplier<Decision> then) {
    return all(at, at.deployment().version().version(), serving, then);
  }

  static Decision all(Situation at, String version, boolean serving, Supplier<Decision> then) {
    return of(at, new NodeCheck(at.generation(), Optional.of(version), serving), it -> true, then);
  }

  /// All calls go to the version: the nodes say so, and what they counted does not say otherwise.
  static Decision served(Situation at, String version) {
    return all(
        at,
        version,
        true,
        () ->
            CallsOfOthers.since(at)
                .map(it -> patient(at, it))
                .orElseGet(() -> answer(StepOutcome.Served)));
  }

  /// @param then what to do once they are
  static Decision of(
      Situation at, NodeCheck check, Predicate<Lease> these, Supplier<Decision> then) {
    return switch (at.ask(check, these)) {
      case NodeCheck.Answer.Followed() ->
          check.version().map(it -> healthy(at, it, then)).orElseGet(then);
      case NodeCheck.Answer.Refused(String node, String problem) ->
          broken(at, node + ": " + problem);
      case NodeCheck.Answer.NoNodes() ->
          // Leases also run out when the nodes cannot renew them for a while.
          patient(at, "No live node in " + at.deployment().environment());
      case NodeCheck.Answer.Behind(var nodes, var why) ->
          patient(
              at, "Not in time: " + BoundedText.names(nodes) + why.map(it -> "; " + it).orElse(""));
    };
  }

  /// Nothing is promoted while a node finds the version unhealthy.
  static Decision healthy(Situation at, String version, Supplier<Decision> then) {
    return at.sick(version)
        .map(it -> patient(at, it.nodeId() + " finds it unhealthy: " + it.reason()))
        .orElseGet(then);
  }

  static Decision patient(Situation at, String why) {
    return at.late() ? broken(at, why) : Decision.waiting(Looks.following(at.elapsed()));
  }

  static Decision broken(Situation at, String why) {
    return new Decision.Write(
        at.deployment().broken(why, at.now()), at.place(), Optional.empty(), StepOutcome.Broken);
  }

  /// What a step answers in a phase that it has nothing to do in.
  static Decision elsewhere(Situation at) {
    return switch (at.phase()) {
      case Broken, Withdrawing, Withdrawn -> answer(StepOutcome.Broken);
      default -> answer(StepOutcome.Done);
    };
  }
}
