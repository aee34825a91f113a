package io.hotswap.domain.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomGraphsTest {
  private static final int GRAPHS = 1_000;
  private static final List<String> VERSIONS =
      List.of("1.0.0", "1.1.0", "2.0.0-rc.1", "2.0.0", "3.0.0");
  private static final List<String> RANGES =
      List.of(
          "^1.0.0",
          "^2.0.0",
          ">=1.1.0",
          "<2.0.0",
          "1.0.0",
          ">=2.0.0-rc.1",
          "~1.1.0",
          "^2.0.0-rc.1",
          ">=1.1.0 <3.0.0",
          "^4.0.0");

  @Test
  void answers_like_brute_force_and_every_solution_is_valid() {
    int solvable = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      var request = Graph.of(graph(new Random(seed)));
      var brute = new BruteForce(request);
      switch (VersionSolver.solve(request)) {
        case Resolution.Resolved(var versions) -> {
          assertTrue(brute.validates(versions), "graph " + seed + ": " + versions);
          solvable++;
        }
        case Resolution.Impossible(var why) -> {
          assertFalse(brute.solvable(), "graph " + seed + " has a solution");
          assertFalse(why.isEmpty());
        }
        case Resolution.GaveUp it -> fail("graph " + seed + ": " + it);
      }
    }
    System.out.printf(
        "%,d random graphs: %,d solvable, %,d not; the same as brute force in all%n",
        GRAPHS, solvable, GRAPHS - solvable);
    assertTrue(solvable > GRAPHS / 5 && solvable < GRAPHS * 4 / 5, "too alike: " + solvable);
  }

  private static List<String> graph(Random random) {
    List<String> lines = new ArrayList<>();
    int plugins = 3 + random.nextInt(4);
    for (int plugin = 0; plugin < plugins; plugin++) {
      for (var version : VERSIONS) {
        if (version.equals("1.0.0") || random.nextInt(3) > 0) {
          lines.add("p" + plugin + " " + version + ": " + needs(random, plugin, plugins));
        }
      }
    }
    lines.add("deploy p0 1.0.0");
    lines.add(random.nextBoolean() ? "serves p1 1.0.0" : "stays p1");
    return lines;
  }

  private static String needs(Random random, int plugin, int plugins) {
    return String.join(
        ", ",
        IntStream.range(0, plugins)
            .filter(it -> it != plugin && random.nextInt(10) < 2)
            .mapToObj(it -> "p" + it + " " + RANGES.get(random.nextInt(RANGES.size())))
            .toList());
  }

  @Test
  void
      fifty_versions_of_a_hundred_plugins_are_resolved_within_the_limit_of_steps_that_ends_any_search() {
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
    long began = System.nanoTime();
    var resolved =
        assertInstanceOf(Resolution.Resolved.class, VersionSolver.solve(Graph.of(lines)));
    System.out.printf(
        "100 plugins x 50 versions: %d chosen in %d ms%n",
        resolved.versions().size(), (System.nanoTime() - began) / 1_000_000);
    assertTrue(new BruteForce(Graph.of(lines)).validates(resolved.versions()));
    assertEquals(new Resolution.GaveUp(3), VersionSolver.solve(Graph.of(lines), 3));
  }
}
