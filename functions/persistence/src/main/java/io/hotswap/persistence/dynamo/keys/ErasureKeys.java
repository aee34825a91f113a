package io.hotswap.persistence.dynamo.keys;

import java.util.UUID;

/// Erasures in the tenants' table.
public final class ErasureKeys {
  /// Partition of the `list` index with the erasures that have not ended, by the time they were
  /// asked for.
  public static final String OPEN = "ERASURES";

  private static final String PREFIX = "ERASURE#";

  private ErasureKeys() {}

  public static Key erasure(UUID id) {
    return new Key(PREFIX + id, "JOB");
  }

  /// @param pk of an erasure
  public static UUID id(String pk) {
    return UUID.fromString(pk.substring(PREFIX.length()));
  }
}
