package io.hotswap.domain.dependency;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Graphs of three to six plugins with up to five versions each, as [Graph] reads them.
final class RandomGraph {
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

  private RandomGraph() {}

  static ResolutionRequest of(long seed) {
    var random = new Random(seed);
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
    return Graph.of(lines);
  }

  private static String needs(Random random, int plugin, int plugins) {
    return String.join(
        ", ",
        IntStream.range(0, plugins)
            .filter(it -> it != plugin && random.nextInt(10) < 2)
            .mapToObj(it -> "p" + it + " " + RANGES.get(random.nextInt(RANGES.size())))
            .toList());
  }
}
