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

/// Brings messages from the outbox to people, at least once.
///
/// What a channel did is written before the next thing is done, so a message comes twice only where
/// its provider took it and we could not write that down.
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

  /// Lets time pass until then.
  public interface Pause {
    void until(Instant then);
  }

  /// One attempt.
  public record Outcome(Message message, String channel, DeliveryState state) {}

  /// One look at messages that were just put in.
  ///
  /// @throws PartialFailure at the end, when any could not be looked at
  public List<Outcome> promptly(Collection<UUID> ids) {
    var pass = pass();
    var now = clock.instant();
    outbox.find(ids).stream().filter(it -> it.due(now)).forEach(pass::attend);
    return PartialFailure.unlessAny(pass.failures(), pass.outcomes());
  }

  /// All that is due, and again what failed while the next attempt is worth waiting for.
  ///
  /// @param deadline nothing is begun after it
  /// @throws PartialFailure at the end, when any could not be looked at
  public List<Outcome> sweep(Instant deadline) {
    List<Outcome> outcomes = new ArrayList<>();
    Map<String, RuntimeException> failures = new HashMap<>();
    while (true) {
      var pass = pass();
      attendDue(pass, deadline);
      outcomes.addAll(pass.outcomes());
      failures.putAll(pass.failures());
      var next = soonest(pass.outcomes()).filter(it -> worthWaiting(it, deadline));
      if (next.isEmpty()) {
        return PartialFailure.unlessAny(failures, outcomes);
      }
      pause.until(next.get());
    }
  }

  private void attendDue(DeliveryPass pass, Instant deadline) {
    var now = clock.instant();
    while (true) {
      // A list that lags behind shows what this pass has done already.
      var due = due(pass, now).stream().filter(pass::isNew).toList();
      for (var dispatch : due) {
        if (!clock.instant().isBefore(deadline)) {
          return;
        }
        pass.attend(dispatch);
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

  private boolean worthWaiting(Instant next, Instant deadline) {
    return next.isBefore(deadline) && !next.isAfter(clock.instant().plus(times.worthWaiting()));
  }

  private static Optional<Instant> soonest(List<Outcome> outcomes) {
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
