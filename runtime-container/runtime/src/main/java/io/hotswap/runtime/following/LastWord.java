package io.hotswap.runtime.following;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.routing.RoutingDocument;
import org.jspecify.annotations.Nullable;

/// What was last acknowledged of a plugin: the same is not said twice. Its track guards it.
final class LastWord {
  private final Bench bench;
  private final Attempts attempts;
  private @Nullable Acknowledgement said;

  LastWord(Bench bench, Attempts attempts) {
    this.bench = bench;
    this.attempts = attempts;
  }

  // What is served is read where calls read it, not remembered.
  void say(RoutingDocument document) {
    long serving =
        bench
            .switchboard()
            .inForce(document.pluginName())
            .map(RoutingDocument::generation)
            .orElse(0L);
    var next =
        new Acknowledgement(
            document.environment(),
            document.pluginId(),
            bench.node().id(),
            bench.node().incarnation(),
            document.generation(),
            serving,
            attempts.verdicts(document),
            attempts.problem(document),
            bench.clock().instant());
    if (!isSaid(next)) {
      said = next;
      bench.acknowledging().say(next);
    }
  }

  private boolean isSaid(Acknowledgement next) {
    var last = said;
    return last != null
        && last.generation() == next.generation()
        && last.serving() == next.serving()
        && last.versions().equals(next.versions());
  }
}
