package io.hotswap.domain.deployment.strategy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A change of the routing, and how it is observed before the next.
///
/// @param name as plans show it
/// @param condition for the next stage, in words
public record Stage(String name, Move move, Observation observation, String condition) {
  static final String SERVED = "every live node serves it, healthily";

  /// The last stage of most strategies.
  static Stage everybody(boolean keepsPrevious) {
    return last(new Move.Everybody(keepsPrevious));
  }

  static Stage last(Move move) {
    return new Stage("Switch", move, new Observation.None(), SERVED);
  }

  /// One stage for each batch of nodes; there is no pause after the last.
  Stream<Stage> repeated(int nodes) {
    if (!(move instanceof Move.Batch batch)) {
      return Stream.of(this);
    }
    List<Stage> batches = new ArrayList<>();
    for (int left = nodes; left > 0; left -= batch.nodes()) {
      var pause = left > batch.nodes() ? observation : new Observation.Wait(Duration.ZERO);
      batches.add(new Stage(name, move, pause, condition));
    }
    return batches.stream();
  }
}
