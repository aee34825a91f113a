package io.hotswap.domain.notification;

import java.time.Duration;
import java.util.Optional;

/// A way to reach people: knows the addresses of each audience, and makes one attempt at a time.
public interface Channel {
  /// What deliveries are kept under: never changes, `email`.
  String name();

  /// Hands a message over, with its id where the provider has a place for it. Bounded in time, a
  /// few seconds. Never throws for anything a provider or the way to it does.
  Delivery send(Message message);

  /// What came of an attempt.
  sealed interface Delivery {
    record Delivered() implements Delivery {}

    /// Not now, or nobody knows: a provider that took it without saying so gets it again.
    ///
    /// @param why without secrets: it is kept and logged
    /// @param after what the provider asked for
    record Postponed(String why, Optional<Duration> after) implements Delivery {}

    /// Never: the provider says that this message is wrong.
    record Rejected(String why) implements Delivery {}
  }
}
