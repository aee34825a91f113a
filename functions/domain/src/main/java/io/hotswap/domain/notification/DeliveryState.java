package io.hotswap.domain.notification;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// State of one message on one channel.
public sealed interface DeliveryState {
  /// The provider confirmed that it accepted the message.
  record Delivered(Instant at) implements DeliveryState {}

  /// @param attempts made so far; 0 when the channel failed on another message before this one
  /// @param why the last one failed
  record Retrying(int attempts, Instant next, String why) implements DeliveryState {
    public Retrying {
      why = BoundedText.name(why);
    }
  }

  /// Not delivered by this channel, and not retried: an operator must investigate.
  record GivenUp(Instant at, int attempts, String why) implements DeliveryState {
    public GivenUp {
      why = BoundedText.name(why);
    }
  }
}
