package io.hotswap.samples.payment;

/// The check digit of card numbers (ISO/IEC 7812-1, annex B).
final class Luhn {
  private Luhn() {}

  static boolean holds(String digits) {
    int sum = 0;
    for (int at = 0; at < digits.length(); at++) {
      int digit = digits.charAt(digits.length() - 1 - at) - '0';
      int weighted = at % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}
