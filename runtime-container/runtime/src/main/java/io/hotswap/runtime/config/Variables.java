package io.hotswap.runtime.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a node's environment variables; what is wrong is named at start, before anything runs.
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

  /// As ISO 8601 has it: `PT1H`.
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

  /// As people write it: `512MB`, `2GB`; 1 KB is 1,024 bytes.
  public long bytes(String name, long otherwise) {
    var text = optional(name, otherwise + "B");
    var read = SIZE.matcher(text);
    if (!read.matches()) {
      throw wrong(name, "a size such as 512MB or 2GB", text);
    }
    int power = "KMGT".indexOf(read.group(2)) + 1;
    return Long.parseLong(read.group(1)) << (read.group(2).isEmpty() ? 0 : 10 * power);
  }

  /// Separated by commas.
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
    var text = optional(name, Double.toString(otherwise));
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      throw wrong(name, "a number from 0 to 1", text);
    }
    throw wrong(name, "a number from 0 to 1", text);
  }

  public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    var constants = type.getEnumConstants();
    var text = required(name, "one of " + Arrays.toString(constants));
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
