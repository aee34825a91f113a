package io.hotswap.runtime.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// Reads a node's environment variables; what is wrong is named at start, before anything runs.
public record Variables(Map<String, String> environment) {
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
