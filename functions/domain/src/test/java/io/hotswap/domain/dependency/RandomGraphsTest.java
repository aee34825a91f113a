package io.hotswap.domain.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomGraphsTest {
  private static final int GRAPHS = 1_000;

  @Test
  void answers_like_brute_force_and_every_solution_is_valid() {
    int solvable = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      var request = RandomGraph.of(seed);
      var resolution = VersionSolver.solve(request);
      assertTrue(
          DependencyClaim.likeBruteForce(request, resolution), "graph " + seed + ": " + resolution);
      solvable += resolution instanceof Resolution.Resolved ? 1 : 0;
    }
    assertTrue(solvable > GRAPHS / 5 && solvable < GRAPHS * 4 / 5, "too alike: " + solvable);
  }

  @Test
  void fifty_versions_of_a_hundred_plugins_are_resolved_within_the_limit_of_steps() {
    List<String> lines = new ArrayList<>(List.of("deploy p0 1.0.0"));
    for (int plugin = 0; plugin < 100; plugin++) {
      for (int minor = 0; minor < 50; minor++) {
        var needs =
            plugin == 99
                ? ""
                : "p%d >=1.%d.0, p%d <1.40.0"
                    .formatted(plugin + 1, minor / 2, (plugin + 7) % 99 + 1);
        lines.add("p%d 1.%d.0: %s".formatted(plugin, minor, needs));
      }
    }
    var request = Graph.of(lines);
    var resolved = assertInstanceOf(Resolution.Resolved.class, VersionSolver.solve(request));
    assertEquals(100, resolved.versions().size());
    assertTrue(new BruteForce(request).validates(resolved.versions()));
    assertEquals(new Resolution.GaveUp(3), VersionSolver.solve(request, 3));
  }
}
