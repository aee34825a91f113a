package io.hotswap.samples.payment;

import io.hotswap.spi.CallRejected;
import java.time.YearMonth;

/// A card that could be charged: number of a known brand with a right check digit, not expired.
record Card(String number, Brand brand) {
  static Card of(String number, long month, long year, YearMonth now) {
    var digits = number.replaceAll("[ -]", "");
    var brand =
        Brand.of(digits)
            .orElseThrow(() -> new CallRejected("/card/number", "a number of " + Brand.known()));
    if (!Luhn.holds(digits)) {
      throw new CallRejected("/card/number", "a number with a right check digit");
    }
    if (month < 1 || month > 12) {
      throw new CallRejected("/card/expiryMonth", "1 to 12");
    }
    if (year < 2000 || year > now.getYear() + 20L) {
      throw new CallRejected("/card/expiryYear", "a year of four digits, at most 20 years ahead");
    }
    if (YearMonth.of((int) year, (int) month).isBefore(now)) {
      throw new CallRejected("/card/expiryMonth", "a month that has not passed");
    }
    return new Card(digits, brand);
  }

  String lastFour() {
    return number.substring(number.length() - 4);
  }

  /// Without the number, which belongs in no log.
  @Override
  public String toString() {
    return brand.label() + " …" + lastFour();
  }
}
