package io.hotswap.domain.notification;

import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// An outbox, two providers, and a clock that moves only when the test or a pause moves it.
final class PostOffice implements InstantSource, Delivering.Pause {
  static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration SWEEP = Duration.ofSeconds(14);

  final InMemoryOutbox outbox = new InMemoryOutbox();
  final Provider email = new Provider("email");
  final Provider slack = new Provider("slack");
  Instant now = START;

  Delivering delivering() {
    return delivering(List.of(email, slack));
  }

  Delivering delivering(List<Channel> channels) {
    return new Delivering(outbox, channels, DeliveryTimes.DEFAULT, this, this);
  }

  static void crash() {
    throw new AssertionError("the process died here");
  }

  Message message() {
    var it =
        new Message(
            UUID.randomUUID(),
            Kind.RolledBack,
            new Audience.Operators(),
            "markdown 1.1.0 to Production was rolled back",
            "error rate 7 %",
            "d1",
            now);
    outbox.put(List.of(it));
    return it;
  }

  List<Message> messages(int count) {
    return IntStream.range(0, count).mapToObj(it -> message()).toList();
  }

  List<Delivering.Outcome> sweep() {
    return delivering().sweep(now.plus(SWEEP));
  }

  /// What the schedule does, once a minute from now on.
  void sweepEveryMinute(Duration time) {
    var end = now.plus(time);
    while (now.isBefore(end)) {
      var next = now.plusSeconds(60);
      sweep();
      now = next;
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void until(Instant then) {
    now = then;
  }
}
