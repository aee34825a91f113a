package io.hotswap.domain.notification;

import io.hotswap.domain.notification.Channel.Delivery;
import io.hotswap.domain.notification.Delivering.Outcome;
import io.hotswap.domain.notification.DeliveryState.Retrying;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// One look at several messages. A channel that failed is not asked again in it: were it down,
/// every message would wait for its time-out.
final class DeliveryPass {
  private final Outbox outbox;
  private final List<Channel> channels;
  private final Set<String> names;
  private final DeliveryTimes times;
  private final InstantSource clock;
  private final Map<String, Retrying> resting = new HashMap<>();
  private final Set<UUID> attended = new HashSet<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Map<String, RuntimeException> failures = new HashMap<>();

  DeliveryPass(Outbox outbox, List<Channel> channels, DeliveryTimes times, InstantSource clock) {
    this.outbox = outbox;
    this.channels = channels;
    this.names = channels.stream().map(Channel::name).collect(Collectors.toUnmodifiableSet());
    this.times = times;
    this.clock = clock;
  }

  List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /// By message, what kept it from being looked at to the end.
  Map<String, RuntimeException> failures() {
    return Map.copyOf(failures);
  }

  void failed(Map<String, RuntimeException> unreadable) {
    failures.putAll(unreadable);
  }

  boolean isNew(Dispatch dispatch) {
    return !attended.contains(dispatch.message().id());
  }

  /// Each message on its own: the outbox may refuse what became of one of them.
  void attend(Dispatch seen) {
    attended.add(seen.message().id());
    try {
      look(seen);
    } catch (RuntimeException e) {
      failures.put(seen.message().id().toString(), e);
    }
  }

  private void look(Dispatch seen) {
    var now = clock.instant();
    var wanted = channels.stream().filter(it -> seen.wants(it.name(), now)).toList();
    if (wanted.stream().allMatch(it -> resting.containsKey(it.name()))) {
      outbox.write(rested(seen, wanted).settled(names, now));
      return;
    }
    outbox.write(seen.heldUntil(now.plus(times.lease()))).ifPresent(it -> send(it, wanted));
  }

  private void send(Dispatch held, List<Channel> wanted) {
    var awake = wanted.stream().filter(it -> !resting.containsKey(it.name())).toList();
    Optional<Dispatch> current = Optional.of(rested(held, wanted));
    for (int i = 0; i < awake.size() && current.isPresent(); i++) {
      var sent = sent(current.get(), awake.get(i));
      boolean last = i == awake.size() - 1;
      current = outbox.write(last ? sent.settled(names, clock.instant()) : sent);
    }
  }

  private Dispatch sent(Dispatch held, Channel channel) {
    int attempts = held.attempts(channel.name()) + 1;
    var delivery = channel.send(held.message());
    var now = clock.instant();
    var state = times.after(delivery, attempts, held.message(), now);
    if (delivery instanceof Delivery.Postponed(var why, var after)) {
      resting.put(channel.name(), new Retrying(0, wakes(state, now), why));
    }
    outcomes.add(new Outcome(held.message(), channel.name(), state));
    return held.with(channel.name(), state);
  }

  private Instant wakes(DeliveryState failed, Instant now) {
    var latest = now.plus(times.rest());
    return failed instanceof Retrying(var attempts, var next, var why) && next.isBefore(latest)
        ? next
        : latest;
  }

  private Dispatch rested(Dispatch dispatch, List<Channel> wanted) {
    var after = dispatch;
    for (var channel : wanted) {
      var rest = resting.get(channel.name());
      if (rest != null) {
        int attempts = dispatch.attempts(channel.name());
        after = after.with(channel.name(), new Retrying(attempts, rest.next(), rest.why()));
      }
    }
    return after;
  }
}
