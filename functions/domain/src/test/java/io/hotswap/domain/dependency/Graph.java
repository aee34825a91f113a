package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads graphs of plugins: a line is `checkout 2.1.0: tax-rules >=3.0.0, invoices ^1.0.0`, a
/// premise `deploy checkout 2.1.0`, `serves invoices 1.4.0` or `stays invoices`.
final class Graph {
  private Graph() {}

  static ResolutionRequest of(List<String> lines) {
    List<KnownVersion> known = new ArrayList<>();
    List<Premise> premises = new ArrayList<>();
    Map<String, SemanticVersion> preferred = new HashMap<>();
    for (var line : lines) {
      var words = line.split(" ");
      switch (words[0]) {
        case "deploy" -> premises.add(new Premise.Deployed(words[1], version(words[2])));
        case "serves" -> premises.add(new Premise.Serves(words[1], version(words[2])));
        case "stays" -> premises.add(new Premise.Stays(words[1]));
        case "prefer" -> preferred.put(words[1], version(words[2]));
        default -> known.add(known(line));
      }
    }
    return new ResolutionRequest(known, premises, preferred);
  }

  private static SemanticVersion version(String text) {
    return new SemanticVersion(text);
  }

  private static KnownVersion known(String line) {
    var parts = line.split(": ?", 2);
    var head = parts[0].split(" ");
    return new KnownVersion(
        head[0],
        version(head[1]),
        parts.length < 2 || parts[1].isEmpty()
            ? List.of()
            : Arrays.stream(parts[1].split(", ")).map(Graph::need).toList());
  }

  private static PluginNeed need(String text) {
    var parts = text.split(" ", 2);
    return new PluginNeed(parts[0], new VersionRange(parts[1]));
  }
}
