package io.hotswap.samples.payment;

import io.hotswap.spi.CallRejected;
import java.util.Currency;
import java.util.Optional;

/// Money in the smallest unit its currency has: cents of a euro, yen as they are, fils of a
/// Bahraini dinar.
record Amount(long minorUnits, String currency, int digits) {
  private static final long MOST = 100_000_000_000L;

  static Amount of(long minorUnits, String code) {
    var currency =
        currency(code)
            .orElseThrow(
                () ->
                    new CallRejected(
                        "/currency", "an ISO 4217 code of a currency in use, such as EUR"));
    if (minorUnits < 1 || minorUnits > MOST) {
      throw new CallRejected("/amount", "between 1 and " + MOST + " minor units");
    }
    return new Amount(minorUnits, code, currency.getDefaultFractionDigits());
  }

  /// Codes without digits, such as XAU, are of metals and funds.
  private static Optional<Currency> currency(String code) {
    try {
      return Optional.of(Currency.getInstance(code))
          .filter(known -> known.getDefaultFractionDigits() >= 0);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }
}
