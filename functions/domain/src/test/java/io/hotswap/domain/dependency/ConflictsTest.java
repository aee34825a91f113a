package io.hotswap.domain.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The explanations are read by people: `conflicts.txt` has a graph and what is told of it.
class ConflictsTest {
  static List<Conflict> conflicts() {
    return Conflict.all();
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
