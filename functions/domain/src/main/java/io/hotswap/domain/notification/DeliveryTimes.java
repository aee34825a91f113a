package io.hotswap.domain.notification;

import io.hotswap.domain.notification.Channel.Delivery;
import java.time.Duration;
import java.time.Instant;

/// How often is tried, and for how long.
///
/// @param first wait after the first failure; doubles with every further one
/// @param longest that it grows to
/// @param longestAsked that a provider may ask for
/// @param giveUpAfter age at which a message is parked
/// @param lease how long whoever sends a message has it: longer than a function lives, so that
///   whoever takes over is alone
/// @param rest how long the other messages of a channel wait at most when it failed: not as long as
///   that one message, which may be the only one that it does not take
/// @param worthWaiting until the next retry, rather than for the next sweep
public record DeliveryTimes(
    Duration first,
    Duration longest,
    Duration longestAsked,
    Duration giveUpAfter,
    Duration lease,
    Duration rest,
    Duration worthWaiting) {
  public static final DeliveryTimes DEFAULT =
      new DeliveryTimes(
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofSeconds(31),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  private static final int MOST_DOUBLINGS = 30;

  /// @param attempts with this one
  DeliveryState after(Delivery delivery, int attempts, Message message, Instant now) {
    return switch (delivery) {
      case Delivery.Delivered() -> new DeliveryState.Delivered(now);
      case Delivery.Rejected(var why) -> new DeliveryState.GivenUp(now, attempts, why);
      case Delivery.Postponed(var why, var asked) -> {
        var next = now.plus(longer(backoff(attempts), asked.orElse(Duration.ZERO)));
        yield next.isAfter(message.createdAt().plus(giveUpAfter))
            ? new DeliveryState.GivenUp(now, attempts, why)
            : new DeliveryState.Retrying(attempts, next, why);
      }
    };
  }

  private Duration backoff(int attempts) {
    return shorter(longest, first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS)));
  }

  private Duration longer(Duration backoff, Duration asked) {
    var bounded = shorter(asked, longestAsked);
    return backoff.compareTo(bounded) > 0 ? backoff : bounded;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
