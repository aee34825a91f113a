package io.hotswap.runtime.routing;

import io.hotswap.domain.lifecycle.DeprecationDates;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What answers of a deprecated version say of it: written once for a tenant's route, not for each
/// call.
///
/// @param deprecation since when, as in RFC 9745
/// @param sunset until when it is supported, as in RFC 8594; null while that is open
public record DeprecationHeaders(String deprecation, @Nullable String sunset) {
  // RFC 9110, 5.6.7: two digits of the day, which RFC_1123_DATE_TIME does not have.
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  static DeprecationHeaders of(DeprecationDates it) {
    return new DeprecationHeaders(
        "@" + it.since().getEpochSecond(),
        it.endOfLife().map(DeprecationHeaders::date).orElse(null));
  }

  private static String date(Instant time) {
    return HTTP_DATE.format(time);
  }
}
