package io.hotswap.samples.payment;

import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Configuration;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a charge costs: a part of the amount, rounded half up, and a fixed sum, rounded up to what
/// the currency has.
record Fees(long basisPoints, long fixedCents) {
  private static final long BASIS = 10_000;

  static Fees of(Configuration configuration) {
    return new Fees(
        configuration.integer("basisPoints").orElse(290),
        configuration.integer("fixedCents").orElse(30));
  }

  long on(Amount amount) {
    long part = (amount.minorUnits() * basisPoints + BASIS / 2) / BASIS;
    long fee = part + fixed(amount.digits());
    if (fee >= amount.minorUnits()) {
      throw new CallRejected("/amount", "more than the fee, which is " + fee + " minor units");
    }
    return fee;
  }

  private long fixed(int digits) {
    return BigDecimal.valueOf(fixedCents, 2)
        .movePointRight(digits)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
