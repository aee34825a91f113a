package io.hotswap.domain.dependency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A graph without a solution and what is told of it, from `conflicts.txt`.
record Conflict(String name, List<String> graph, List<String> told) {
  static List<Conflict> all() {
    try (var in = Conflict.class.getResourceAsStream("conflicts.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^# ")).skip(1).map(Conflict::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Conflict of(String text) {
    var lines = List.of(text.strip().split("\n"));
    int told = lines.indexOf("=");
    return new Conflict(
        lines.getFirst(), lines.subList(1, told), lines.subList(told + 1, lines.size()));
  }

  @Override
  public String toString() {
    return name;
  }
}
