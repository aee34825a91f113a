package io.hotswap.runtime.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a node's environment variables. Fails with the variable's name and what was expected.
public record Variables(Map<String, String> environment) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6}|\\d{1,15}(?=B))([KMGT]?)B");

  public Variables {
    environment = Map.copyOf(environment);
  }

  public String required(String name, String expected) {
    var value = optional(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " must be set: " + expected);
    }
    return value;
  }

  public String optional(String name, String otherwise) {
    var value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  public Duration millis(String name, long otherwise) {
    return Duration.ofMillis(number(name, otherwise, 1, 86_400_000));
  }

  /// An ISO 8601 duration: `PT1H`.
  public Duration duration(String name, Duration otherwise) {
    var text = optional(name, otherwise.toString());
    try {
      var value = Duration.parse(text);
      if (value.isPositive()) {
        return value;
      }
    } catch (DateTimeParseException notOne) {
      throw wrong(name, "a time such as PT1H or PT90S", text);
    }
    throw wrong(name, "a time such as PT1H or PT90S", text);
  }

  /// A size with a unit: `512MB`, `2GB`; 1 KB is 1,024 bytes.
  public long bytes(String name, long otherwise) {
    var text = optional(name, otherwise + "B");
    var read = SIZE.matcher(text);
    if (!read.matches()) {
      throw wrong(name, "a size such as 512MB or 2GB", text);
    }
    int power = "KMGT".indexOf(read.group(2)) + 1;
    return Long.parseLong(read.group(1)) << (read.group(2).isEmpty() ? 0 : 10 * power);
  }

  /// A set of names, separated by commas.
  public Set<String> names(String name) {
    return Arrays.stream(optional(name, "").split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  public int number(String name, long otherwise, long least, long most) {
    var text = optional(name, Long.toString(otherwise));
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return Math.toIntExact(value);
      }
    } catch (NumberFormatException notOne) {
      throw wrong(name, "a whole number from " + least + " to " + most, text);
    }
    throw wrong(name, "a whole number from " + least + " to " + most, text);
  }

  public double share(String name, double otherwise) {
    return decimal(name, otherwise, 0, 1);
  }

  public double decimal(String name, double otherwise, double least, double most) {
    var text = optional(name, Double.toString(otherwise));
    var expected = "a number from " + plain(least) + " to " + plain(most);
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      throw wrong(name, expected, text);
    }
    throw wrong(name, expected, text);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    var expected = "one of " + Arrays.toString(type.getEnumConstants());
    return oneOf(name, type, required(name, expected));
  }

  public <E extends Enum<E>> E oneOf(String name, E otherwise) {
    return oneOf(name, otherwise.getDeclaringClass(), optional(name, otherwise.name()));
  }

  private static <E extends Enum<E>> E oneOf(String name, Class<E> type, String text) {
    var constants = type.getEnumConstants();
    for (var constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw wrong(name, "one of " + Arrays.toString(constants), text);
  }

  private static IllegalArgumentException wrong(String name, String expected, String value) {
    return new IllegalArgumentException(name + " must be " + expected + ", not: " + value);
  }
}
