package io.hotswap.domain.notification;

import io.hotswap.domain.notification.Channel.Delivery;
import io.hotswap.domain.retry.Backoff;
import java.time.Duration;
import java.time.Instant;

/// Retry timing of deliveries.
///
/// @param first delay after the first failure; doubles with every further one
/// @param longest upper bound of that delay
/// @param maxRequestedDelay upper bound of a delay requested by a provider
/// @param giveUpAfter age at which a message is parked
/// @param lease how long a sender holds a message: longer than a function invocation lives, so that
///   two senders never hold it at once
/// @param channelBackoff upper bound of the delay for a channel's other messages after a failure:
///   shorter than for the failed message, which may be the only one that it does not accept
/// @param maxInlineWait longest delay of a retry that a sweep waits for; later ones are left to the
///   next sweep
public record DeliveryTimes(
    Duration first,
    Duration longest,
    Duration maxRequestedDelay,
    Duration giveUpAfter,
    Duration lease,
    Duration channelBackoff,
    Duration maxInlineWait) {
  public static final DeliveryTimes DEFAULT =
      new DeliveryTimes(
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofSeconds(31),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  /// @param attempts including this one
  DeliveryState after(Delivery delivery, int attempts, Message message, Instant now) {
    return switch (delivery) {
      case Delivery.Delivered() -> new DeliveryState.Delivered(now);
      case Delivery.Rejected(var why) -> new DeliveryState.GivenUp(now, attempts, why);
      case Delivery.Postponed(var why, var requested) -> {
        var next =
            now.plus(
                longer(
                    new Backoff(first, longest).after(attempts), requested.orElse(Duration.ZERO)));
        yield next.isAfter(message.createdAt().plus(giveUpAfter))
            ? new DeliveryState.GivenUp(now, attempts, why)
            : new DeliveryState.Retrying(attempts, next, why);
      }
    };
  }

  private Duration longer(Duration backoff, Duration requested) {
    var bounded = shorter(requested, maxRequestedDelay);
    return backoff.compareTo(bounded) > 0 ? backoff : bounded;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
