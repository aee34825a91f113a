package io.hotswap.domain.deployment;

import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.node.Acknowledgement;
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
final class CallsOfOthers {
  /// A node's clock may be ahead.
  private static final Duration AHEAD = Duration.ofHours(2);

  private CallsOfOthers() {}

  /// In one sentence, of the first node that has served such calls.
  static Optional<String> since(Situation at) {
    return at
        .around()
        .nodes()
        .acknowledgements(at.deployment().environment(), at.deployment().pluginId())
        .stream()
        .filter(it -> it.serving() >= at.generation())
        .flatMap(it -> others(at).stream().flatMap(version -> sentence(at, it, version)))
        .findFirst();
  }

  /// Versions that nobody is routed to; a tenant may be pinned to one of before.
  private static Set<String> others(Situation at) {
    var document = at.inForce();
    Set<String> others = new HashSet<>();
    at.deployment().previous().ifPresent(it -> others.add(it.version()));
    others.add(at.deployment().version().version());
    document.ifPresent(it -> others.addAll(it.loaded()));
    document.ifPresent(it -> others.removeAll(it.serving()));
    return others;
  }

  private static Stream<String> sentence(Situation at, Acknowledgement word, String version) {
    long calls =
        at
            .around()
            .figures()
            .of(
                at.deployment().environment(),
                at.deployment().pluginId(),
                version,
                word.at().truncatedTo(ChronoUnit.MINUTES),
                at.now().plus(AHEAD))
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
  private static long begunAfter(MinuteFigures minute, Instant word) {
    var slowest = Duration.of(minute.latencies().percentile(1).orElse(0), ChronoUnit.MICROS);
    return minute.slices().stream()
        .filter(it -> !minute.minute().plusSeconds(it.second()).minus(slowest).isBefore(word))
        .mapToLong(MinuteFigures.Slice::calls)
        .sum();
  }
}
