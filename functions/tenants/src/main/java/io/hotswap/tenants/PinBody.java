package io.hotswap.tenants;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.Pin;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// @param expiresAt a time whose form was checked; whether there is such a day was not
record PinBody(String version, String reason, Optional<String> expiresAt) {
  Result<Pin> toDomain(RoutedVersion routed, Instant now) {
    var expiry = expiresAt.flatMap(PinBody::parsed).filter(now::isBefore);
    return expiresAt.isEmpty() || expiry.isPresent()
        ? Result.done(new Pin(routed, reason, now, expiry))
        : Result.refused(
            Refusal.of(
                ErrorCode.INVALID_SETTINGS,
                "A pin that has ended already pins nothing.",
                "/expiresAt",
                "a time to come",
                "Send a time after " + now + ", or none for a pin without an end."));
  }

  private static Optional<Instant> parsed(String time) {
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeParseException noSuchDay) {
      return Optional.empty();
    }
  }
}
