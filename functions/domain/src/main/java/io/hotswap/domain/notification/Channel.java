package io.hotswap.domain.notification;

import java.time.Duration;
import java.util.Optional;

/// A way to reach people, such as mail or Slack. Knows the addresses of each audience; a call makes
/// one attempt.
public interface Channel {
  /// Key of the stored delivery states, such as `email`; never changes.
  String name();

  /// Sends a message, with its id where the provider supports one. Takes a few seconds at most.
  /// Failures of the provider or the network are returned, not thrown.
  Delivery send(Message message);

  /// Result of an attempt.
  sealed interface Delivery {
    record Delivered() implements Delivery {}

    /// A temporary or unknown failure: the message is sent again, even if the provider accepted it
    /// without confirming.
    ///
    /// @param why without secrets: it is stored and logged
    /// @param after delay requested by the provider
    record Postponed(String why, Optional<Duration> after) implements Delivery {}

    /// A permanent failure: the provider does not accept this message.
    record Rejected(String why) implements Delivery {}
  }
}
