package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;

/// The audit table: a partition per subject with its chain. Indexes list the records of a month, an
/// actor, a tenant, a plugin and a deployment by their position in time.
public final class AuditKeys {
  /// Attribute with the record as a text.
  public static final String RECORD = "record";

  /// Attribute that all indexes are sorted by.
  public static final String POSITION = "position";

  public static final String MONTH = "month";
  public static final String ACTOR = "actor";
  public static final String TENANT = "tenant";
  public static final String PLUGIN = "pluginId";
  public static final String DEPLOYMENT = "deploymentId";
  public static final String ACTION = "action";

  // A key of an index has at most 2,048 bytes; an issuer's subject may be longer.
  private static final int LONGEST = 1_000;

  private AuditKeys() {}

  public static String actor(String subject) {
    return BoundedText.of(subject, LONGEST);
  }

  /// Sorts by sequence number.
  public static Key record(String subject, long sequence) {
    return new Key(subject, String.format(Locale.ROOT, "%019d", sequence));
  }

  /// Sorts by time; unique.
  ///
  /// @param at as wide as every other
  public static String position(String at, Key key) {
    return at + "#" + key.pk() + "#" + key.sk();
  }

  public static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
