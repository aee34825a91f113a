package io.hotswap.persistence.dynamo.keys;

import java.util.UUID;

/// Erasures in the tenants' table.
public final class ErasureKeys {
  private static final String PREFIX = "ERASURE#";

  /// Partition with those that have not ended, by the time they were asked for.
  public static final String OPEN = PREFIX + "OPEN";

  private ErasureKeys() {}

  public static Key erasure(UUID id) {
    return new Key(PREFIX + id, "JOB");
  }

  /// @param since when, as it sorts
  public static Key open(String since, UUID id) {
    return new Key(OPEN, since + "#" + id);
  }
}
