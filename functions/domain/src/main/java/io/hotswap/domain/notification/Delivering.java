package io.hotswap.domain.notification;

import io.hotswap.domain.batch.PartialFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Delivers messages from the outbox, at least once.
///
/// The result of each attempt is written before the next one, so a message is sent twice only if
/// its provider accepted it and that could not be written.
public final class Delivering {
  private static final int BATCH = 25;

  private final Outbox outbox;
  private final List<Channel> channels;
  private final DeliveryTimes times;
  private final InstantSource clock;
  private final Pause pause;

  public Delivering(
      Outbox outbox,
      List<Channel> channels,
      DeliveryTimes times,
      InstantSource clock,
      Pause pause) {
    this.outbox = outbox;
    this.channels = List.copyOf(channels);
    this.times = times;
    this.clock = clock;
    this.pause = pause;
  }

  /// Blocks until a time.
  public interface Pause {
    void until(Instant then);
  }

  /// One attempt.
  public record Outcome(Message message, String channel, DeliveryState state) {}

  /// Delivers messages that were just put into the outbox; one attempt each.
  ///
  /// @throws PartialFailure at the end, when any could not be processed
  public List<Outcome> deliverNow(Collection<UUID> ids) {
    var pass = pass();
    var now = clock.instant();
    outbox.find(ids).stream().filter(it -> it.due(now)).forEach(pass::process);
    return PartialFailure.resultsOrThrow(pass.failures(), pass.outcomes());
  }

  /// Delivers everything that is due, and retries within the same run while the next attempt is at
  /// most [DeliveryTimes#maxInlineWait] away.
  ///
  /// @param deadline no attempt is begun after it
  /// @throws PartialFailure at the end, when any could not be processed
  public List<Outcome> sweep(Instant deadline) {
    List<Outcome> outcomes = new ArrayList<>();
    Map<String, RuntimeException> failures = new HashMap<>();
    while (true) {
      var pass = pass();
      processDue(pass, deadline);
      outcomes.addAll(pass.outcomes());
      failures.putAll(pass.failures());
      var next = nextRetry(pass.outcomes()).filter(it -> isWorthWaiting(it, deadline));
      if (next.isEmpty()) {
        return PartialFailure.resultsOrThrow(failures, outcomes);
      }
      pause.until(next.get());
    }
  }

  private void processDue(DeliveryPass pass, Instant deadline) {
    var now = clock.instant();
    while (true) {
      // An eventually consistent list may still have messages that this pass has processed.
      var due = due(pass, now).stream().filter(pass::isNew).toList();
      for (var dispatch : due) {
        if (!clock.instant().isBefore(deadline)) {
          return;
        }
        pass.process(dispatch);
      }
      if (due.isEmpty()) {
        return;
      }
    }
  }

  private List<Dispatch> due(DeliveryPass pass, Instant now) {
    try {
      return outbox.due(now, BATCH);
    } catch (PartialFailure e) {
      pass.failed(e.failures());
      return e.results().stream().map(Dispatch.class::cast).toList();
    }
  }

  private boolean isWorthWaiting(Instant next, Instant deadline) {
    return next.isBefore(deadline) && !next.isAfter(clock.instant().plus(times.maxInlineWait()));
  }

  private static Optional<Instant> nextRetry(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(Outcome::state)
        .filter(DeliveryState.Retrying.class::isInstance)
        .map(it -> ((DeliveryState.Retrying) it).next())
        .min(Comparator.naturalOrder());
  }

  private DeliveryPass pass() {
    return new DeliveryPass(outbox, channels, times, clock);
  }
}
