package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.refusal.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// How traffic is moved to a new version: what happens, as data, with validated settings and all
/// defaults filled in. The package `rollout` carries it out, `plan` computes its cost and forecast.
public sealed interface Strategy permits Direct, Canary, BlueGreen, Rolling, AbTest {
  StrategyName name();

  /// Minimum number of the version's calls before they count against it: within five minutes for a
  /// trigger, on each side for a verdict.
  long minimumCalls();

  /// How the nodes get the version ready before anybody is routed to it.
  default Staging staging() {
    return Staging.PLAIN;
  }

  /// In order; the last routes everybody.
  List<Stage> stages();

  /// The stages of a plan.
  ///
  /// @param nodes that are live
  default List<Stage> stages(int nodes) {
    return stages().stream().flatMap(it -> it.repeated(nodes)).toList();
  }

  /// The stage that is observed after so many moves.
  default Stage observed(int moves) {
    return stages().get(Math.clamp(moves, 1, stages().size()) - 1);
  }

  /// The stage that comes after so many moves.
  ///
  /// @param nodesLeft whether a live node does not serve the version yet; asked only where it
  ///   matters
  default Stage next(int moves, BooleanSupplier nodesLeft) {
    return stages().get(Math.min(moves, stages().size() - 1));
  }

  /// Whether a person may pause it between its stages.
  boolean canPause();

  /// Whether a person may promote it: continue without waiting for time or evidence.
  boolean canPromote();

  /// Whether a version that turns out worse waits for a person instead of being rolled back.
  default boolean pausesWhenWorse() {
    return false;
  }

  /// The request's field by which the version that serves now has to be ready on every node; empty
  /// where it is replaced at once.
  Optional<String> needsServingVersion();

  /// The same, naming releases where a request names versions.
  ///
  /// @param serving the release that serves now
  /// @param target the release to deploy
  default Strategy ofReleases(Optional<String> serving, String target) {
    return this;
  }

  /// What of a well-formed request does not fit what is registered and what serves now.
  List<FieldError> conflicts(RequestContext context);

  /// Changes of the request that may make its verdicts reachable.
  default List<Remedy> remedies() {
    return List.of();
  }
}
