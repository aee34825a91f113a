package io.hotswap.domain.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The explanations are read by people: `conflicts.txt` has a graph and what is told of it.
class ConflictsTest {
  private record Conflict(List<String> graph, List<String> told) {}

  static List<Named<Conflict>> conflicts() throws IOException {
    try (var in = ConflictsTest.class.getResourceAsStream("conflicts.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^# ")).skip(1).map(ConflictsTest::conflict).toList();
    }
  }

  private static Named<Conflict> conflict(String text) {
    var lines = List.of(text.strip().split("\n"));
    int told = lines.indexOf("=");
    return Named.of(
        lines.getFirst(),
        new Conflict(lines.subList(1, told), lines.subList(told + 1, lines.size())));
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void an_explanation_is_as_it_was_read(Conflict conflict) {
    var request = Graph.of(conflict.graph());
    assertFalse(new BruteForce(request).solvable());
    var impossible = assertInstanceOf(Resolution.Impossible.class, VersionSolver.solve(request));
    assertEquals(String.join("\n", conflict.told()), String.join("\n", impossible.why()));
  }
}
