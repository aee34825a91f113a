package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Detects calls that a node served with a version which, by its own acknowledgement, it no longer
/// routes to. The counts are trusted more than the acknowledgement. Both carry the node's own time,
/// so clock differences between nodes do not matter.
final class StaleRouteCalls {
  /// How far a node's clock may be ahead.
  private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(2);

  private StaleRouteCalls() {}

  /// A sentence about the first node that served such calls; empty when none did.
  static Optional<String> firstReport(StepContext context) {
    var acknowledged =
        context.reads().acknowledgements().stream()
            .filter(it -> it.serving() >= context.generation())
            .toList();
    return acknowledged.stream()
        .map(Acknowledgement::at)
        .min(Comparator.naturalOrder())
        .flatMap(since -> firstReport(context, acknowledged, since));
  }

  /// Reads the calls of each version once for all nodes.
  private static Optional<String> firstReport(
      StepContext context, List<Acknowledgement> acknowledged, Instant since) {
    var from = since.truncatedTo(ChronoUnit.MINUTES);
    var until = context.now().plus(MAX_CLOCK_SKEW);
    for (var version : unroutedVersions(context)) {
      var calls = context.reads().calls(version, from, until);
      for (var acknowledgement : acknowledged) {
        long stale = staleCalls(calls, acknowledgement);
        if (stale > 0) {
          return Optional.of(
              "%s acknowledged the new routing, but has served %d calls with %s since"
                  .formatted(acknowledgement.nodeId(), stale, version));
        }
      }
    }
    return Optional.empty();
  }

  /// Versions that nobody is routed to: a pinned tenant may still use an older version.
  private static Set<String> unroutedVersions(StepContext context) {
    var document = context.currentDocument();
    Set<String> others = new HashSet<>();
    context.deployment().previous().ifPresent(it -> others.add(it.release()));
    others.add(context.deployment().version().release());
    document.ifPresent(it -> others.addAll(it.loaded()));
    document.ifPresent(it -> others.removeAll(it.serving()));
    others.removeAll(context.pins().values());
    return others;
  }

  private static long staleCalls(List<MinuteStats> calls, Acknowledgement acknowledgement) {
    return calls.stream()
        .filter(it -> it.nodeId().equals(acknowledgement.nodeId()))
        .filter(it -> it.incarnation().equals(acknowledgement.incarnation()))
        .mapToLong(it -> begunAfter(it, acknowledgement.at()))
        .sum();
  }

  /// Calls that began after the acknowledgement. Calls are counted when they end, so those of a
  /// slice began at most the slowest latency of the minute before it.
  private static long begunAfter(MinuteStats minute, Instant acknowledgedAt) {
    var slowest = Duration.of(minute.latencies().percentile(1).orElse(0), ChronoUnit.MICROS);
    return minute.slices().stream()
        .filter(
            it -> !minute.minute().plusSeconds(it.second()).minus(slowest).isBefore(acknowledgedAt))
        .mapToLong(MinuteStats.Slice::calls)
        .sum();
  }
}
