package io.hotswap.samples.payment;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Card brands by the digits a number begins with and its length.
enum Brand {
  VISA("Visa", "4(\\d{12}|\\d{15}|\\d{18})"),
  MASTERCARD("Mastercard", "(5[1-5]\\d{2}|222[1-9]|22[3-9]\\d|2[3-6]\\d{2}|27[01]\\d|2720)\\d{12}"),
  AMERICAN_EXPRESS("American Express", "3[47]\\d{13}"),
  DISCOVER("Discover", "(6011|65\\d{2}|64[4-9]\\d)\\d{12}"),
  JCB("JCB", "35(2[89]|[3-8]\\d)\\d{12}");

  private final String label;
  private final Pattern numbers;

  Brand(String label, String numbers) {
    this.label = label;
    this.numbers = Pattern.compile(numbers);
  }

  static Optional<Brand> of(String digits) {
    return Arrays.stream(values())
        .filter(brand -> brand.numbers.matcher(digits).matches())
        .findFirst();
  }

  static String known() {
    return Arrays.stream(values()).map(Brand::label).collect(Collectors.joining(", "));
  }

  String label() {
    return label;
  }
}
