package io.hotswap.domain.notification;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// How far one channel is with one message.
public sealed interface DeliveryState {
  /// The provider took it and said so.
  record Delivered(Instant at) implements DeliveryState {}

  /// @param attempts made so far; 0 when the channel was down before it came to this message
  /// @param why the last one failed
  record Retrying(int attempts, Instant next, String why) implements DeliveryState {
    public Retrying {
      why = BoundedText.name(why);
    }
  }

  /// Nobody was told by this channel, and nobody will be: somebody must look.
  record GivenUp(Instant at, int attempts, String why) implements DeliveryState {
    public GivenUp {
      why = BoundedText.name(why);
    }
  }
}
