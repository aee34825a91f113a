package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.deployment.Decision.Write;
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

  static Decision move(Situation at) {
    return switch (at.phase()) {
      case Staging, Observing -> nextBatch(at);
      default -> Following.elsewhere(at);
    };
  }

  private static Decision nextBatch(Situation at) {
    var batch = waiting(at).stream().limit(settings(at).batchSize()).toList();
    return batch.isEmpty() ? SwitchSteps.switched(at) : moved(at, batch);
  }

  private static Decision moved(Situation at, List<String> batch) {
    Set<String> nodes = new HashSet<>(moved(at));
    nodes.addAll(batch);
    var document = at.nextDocument().rolling(nodes, at.watch());
    int share = Math.clamp(100L * nodes.size() / Math.max(1, at.liveNodes().size()), 1, 99);
    var written =
        new Progress.Written(
            document.generation(),
            at.stage() + 1,
            share,
            at.now().plus(settings(at).healthCheckTimeout()));
    return new Write(
        at.deployment().shifted(written, BoundedText.names(batch), at.now()),
        at.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static Decision check(Situation at) {
    return switch (at.phase()) {
      case Shifting -> followed(at, () -> resting(at));
      case Observing -> followed(at, () -> rested(at));
      case Switching -> Following.served(at, at.deployment().version().version());
      default -> answer(StepOutcome.Broken);
    };
  }

  /// Only the nodes that were moved have to serve the version.
  private static Decision followed(Situation at, java.util.function.Supplier<Decision> then) {
    var moved = moved(at);
    if (at.liveNodes().stream().map(Lease::nodeId).noneMatch(moved::contains)) {
      return Following.patient(at, "None of the moved nodes is alive: " + BoundedText.names(moved));
    }
    var check =
        new NodeCheck(at.generation(), Optional.of(at.deployment().version().version()), true);
    return Following.of(at, check, it -> moved.contains(it.nodeId()), then);
  }

  private static Decision resting(Situation at) {
    var pause = waiting(at).isEmpty() ? Duration.ZERO : settings(at).waitBetweenBatches();
    var detail = "Served by " + BoundedText.names(moved(at));
    return new Write(
        at.deployment().goesOn(Phase.Observing, at.deadline().plus(pause), detail, at.now()),
        at.place(),
        Optional.empty(),
        StepOutcome.Waiting,
        Looks.waiting(pause, pause));
  }

  private static Decision rested(Situation at) {
    var pause = settings(at).waitBetweenBatches();
    var left = pause.minus(at.elapsed());
    return left.isPositive() && !waiting(at).isEmpty()
        ? Decision.waiting(Looks.waiting(left, pause))
        : answer(StepOutcome.Ready);
  }

  /// Live nodes that still serve what served before, in order.
  private static List<String> waiting(Situation at) {
    var moved = moved(at);
    return at.liveNodes().stream()
        .map(Lease::nodeId)
        .filter(it -> !moved.contains(it))
        .sorted()
        .toList();
  }

  private static Set<String> moved(Situation at) {
    return at.inForce().flatMap(it -> it.rolling()).map(RollingCandidate::nodes).orElse(Set.of());
  }

  private static Settings.Rolling settings(Situation at) {
    return (Settings.Rolling) at.deployment().order().settings();
  }
}
