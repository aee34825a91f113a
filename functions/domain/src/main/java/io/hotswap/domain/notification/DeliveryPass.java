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

/// Processes several messages once each. A channel that failed is not used again in the same pass:
/// if it is down, every message would wait for its time-out.
final class DeliveryPass {
  private final Outbox outbox;
  private final List<Channel> channels;
  private final Set<String> names;
  private final DeliveryTimes times;
  private final InstantSource clock;
  private final Map<String, Retrying> backingOff = new HashMap<>();
  private final Set<UUID> processed = new HashSet<>();
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

  /// Failures by message id.
  Map<String, RuntimeException> failures() {
    return Map.copyOf(failures);
  }

  void failed(Map<String, RuntimeException> unreadable) {
    failures.putAll(unreadable);
  }

  boolean isNew(Dispatch dispatch) {
    return !processed.contains(dispatch.message().id());
  }

  /// A failure of one message, such as of its write to the outbox, does not affect the others.
  void process(Dispatch dispatch) {
    processed.add(dispatch.message().id());
    try {
      deliver(dispatch);
    } catch (RuntimeException e) {
      failures.put(dispatch.message().id().toString(), e);
    }
  }

  private void deliver(Dispatch dispatch) {
    var now = clock.instant();
    var wanted = channels.stream().filter(it -> dispatch.isDueFor(it.name(), now)).toList();
    if (wanted.stream().allMatch(it -> backingOff.containsKey(it.name()))) {
      outbox.write(postponed(dispatch, wanted).settled(names, now));
      return;
    }
    outbox.write(dispatch.heldUntil(now.plus(times.lease()))).ifPresent(it -> send(it, wanted));
  }

  private void send(Dispatch held, List<Channel> wanted) {
    var awake = wanted.stream().filter(it -> !backingOff.containsKey(it.name())).toList();
    Optional<Dispatch> current = Optional.of(postponed(held, wanted));
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
      backingOff.put(channel.name(), new Retrying(0, retryAt(state, now), why));
    }
    outcomes.add(new Outcome(held.message(), channel.name(), state));
    return held.with(channel.name(), state);
  }

  private Instant retryAt(DeliveryState failed, Instant now) {
    var latest = now.plus(times.channelBackoff());
    return failed instanceof Retrying(var attempts, var next, var why) && next.isBefore(latest)
        ? next
        : latest;
  }

  private Dispatch postponed(Dispatch dispatch, List<Channel> wanted) {
    var after = dispatch;
    for (var channel : wanted) {
      var rest = backingOff.get(channel.name());
      if (rest != null) {
        int attempts = dispatch.attempts(channel.name());
        after = after.with(channel.name(), new Retrying(attempts, rest.next(), rest.why()));
      }
    }
    return after;
  }
}
