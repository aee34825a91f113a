package io.hotswap.runtime.http.message;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The time as a Date header (RFC 9110, 5.6.7), formatted once a second.
///
/// @param second since the epoch
public record DateField(long second, AsciiString text) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static volatile DateField last = at(0);

  public static AsciiString now() {
    long second = System.currentTimeMillis() / 1_000;
    var known = last;
    if (known.second != second) {
      known = at(second);
      last = known;
    }
    return known.text;
  }

  static DateField at(long second) {
    return new DateField(second, AsciiString.of(FORMAT.format(Instant.ofEpochSecond(second))));
  }
}
