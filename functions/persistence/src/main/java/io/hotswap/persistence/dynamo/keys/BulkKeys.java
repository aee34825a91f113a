package io.hotswap.persistence.dynamo.keys;

import java.util.Locale;
import java.util.UUID;

/// Jobs in the tenants' table: a partition with the job, its lines and its results, in parts.
public final class BulkKeys {
  /// Partition of the `list` index with the jobs that have not ended, by the time of their
  /// creation.
  public static final String OPEN = "JOBS";

  /// The same with those that have.
  public static final String ENDED = "ENDED-JOBS";

  private BulkKeys() {}

  public static Key job(UUID id) {
    return new Key(partition(id), "JOB");
  }

  public static Key lines(UUID id, int part) {
    return new Key(partition(id), "LINES#" + number(part));
  }

  public static Key results(UUID id, int part) {
    return new Key(partition(id), "RESULTS#" + number(part));
  }

  /// @param pk of a job
  public static UUID id(String pk) {
    return UUID.fromString(pk.substring(pk.indexOf('#') + 1));
  }

  private static String partition(UUID id) {
    return "JOB#" + id;
  }

  private static String number(int part) {
    return String.format(Locale.ROOT, "%04d", part);
  }
}
