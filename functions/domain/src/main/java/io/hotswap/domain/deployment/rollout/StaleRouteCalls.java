package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Calls that a node gave to a version which, by its own word, it does not route to any more: what
/// it served is believed before what it says. Figures and word are told apart by the node's clock
/// alone.
final class StaleRouteCalls {
  /// A node's clock may be ahead.
  private static final Duration AHEAD = Duration.ofHours(2);

  private StaleRouteCalls() {}

  /// In one sentence, of the first node that has served such calls.
  static Optional<String> since(StepContext context) {
    return context
        .around()
        .nodes()
        .acknowledgements(context.deployment().environment(), context.deployment().pluginId())
        .stream()
        .filter(it -> it.serving() >= context.generation())
        .flatMap(it -> others(context).stream().flatMap(version -> sentence(context, it, version)))
        .findFirst();
  }

  /// Versions that nobody is routed to; a tenant may be pinned to one of before.
  private static Set<String> others(StepContext context) {
    var document = context.inForce();
    Set<String> others = new HashSet<>();
    context.deployment().previous().ifPresent(it -> others.add(it.version()));
    others.add(context.deployment().version().version());
    document.ifPresent(it -> others.addAll(it.loaded()));
    document.ifPresent(it -> others.removeAll(it.serving()));
    return others;
  }

  private static Stream<String> sentence(
      StepContext context, Acknowledgement word, String version) {
    long calls =
        context
            .around()
            .figures()
            .of(
                context.deployment().environment(),
                context.deployment().pluginId(),
                version,
                word.at().truncatedTo(ChronoUnit.MINUTES),
                context.now().plus(AHEAD))
            .stream()
            .filter(it -> it.nodeId().equals(word.nodeId()))
            .filter(it -> it.incarnation().equals(word.incarnation()))
            .mapToLong(it -> begunAfter(it, word.at()))
            .sum();
    return calls == 0
        ? Stream.empty()
        : Stream.of(
            "%s says that it serves the new routing, and has given %d calls to %s since"
                .formatted(word.nodeId(), calls, version));
  }

  /// Calls are counted when they end: those of a slice began at most as long before it as the
  /// slowest of the minute took.
  private static long begunAfter(MinuteStats minute, Instant word) {
    var slowest = Duration.of(minute.latencies().percentile(1).orElse(0), ChronoUnit.MICROS);
    return minute.slices().stream()
        .filter(it -> !minute.minute().plusSeconds(it.second()).minus(slowest).isBefore(word))
        .mapToLong(MinuteStats.Slice::calls)
        .sum();
  }
}
