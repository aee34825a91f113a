package io.hotswap.persistence.dynamo.keys;

import java.util.UUID;

/// The outbox: one item a message.
public final class OutboxKeys {
  /// Partition of messages to send in the `list` index, by due time.
  public static final String DUE = "DUE";

  /// Partition of messages given up in the `list` index.
  public static final String PARKED = "PARKED";

  private static final String PREFIX = "MESSAGE#";

  private OutboxKeys() {}

  public static Key message(UUID id) {
    return new Key(PREFIX + id, "MESSAGE");
  }

  /// The message's id, from the `pk` in the table's stream.
  public static UUID id(String pk) {
    return UUID.fromString(pk.substring(PREFIX.length()));
  }
}
