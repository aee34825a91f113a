package io.hotswap.tenants.wire;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Times in bodies, whose form was checked.
public final class Times {
  private Times() {}

  /// A day that there is not has passed.
  public static Instant parsed(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException noSuchDay) {
      return Instant.EPOCH;
    }
  }
}
