package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Optional;

/// What a plugin needs and what needs it, with everything in between.
///
/// @param nodes by name
/// @param edges from what needs to what is needed
public record DependencyGraph(List<Node> nodes, List<Edge> edges) {
  public DependencyGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// @param version that serves, or else the one that would be chosen; empty when none is
  ///   registered
  public record Node(String plugin, Optional<SemanticVersion> version, boolean serves) {
    private String label() {
      return plugin
          + version.map(it -> " " + it).orElse("")
          + (serves ? "" : version.isPresent() ? " (does not serve)" : " (not registered)");
    }
  }

  /// @param met by what serves
  public record Edge(String plugin, PluginNeed need, boolean met) {}

  /// In Graphviz's language.
  public String dot() {
    var text = new StringBuilder("digraph dependencies {\n  rankdir=LR;\n  node [shape=box];\n");
    nodes.forEach(
        it ->
            text.append(
                "  \"%s\" [label=\"%s\"%s];\n"
                    .formatted(it.plugin(), it.label(), it.serves() ? "" : ", style=dashed")));
    edges.forEach(
        it ->
            text.append(
                "  \"%s\" -> \"%s\" [label=\"%s\"%s];\n"
                    .formatted(
                        it.plugin(),
                        it.need().plugin(),
                        it.need().range(),
                        it.met() ? "" : ", color=red")));
    return text.append("}\n").toString();
  }

  /// As Mermaid's flowchart. Names are in quotes, and nodes have numbers: `end` is a word of it.
  public String mermaid() {
    var text = new StringBuilder("flowchart LR\n");
    for (int i = 0; i < nodes.size(); i++) {
      text.append("  p%d[\"%s\"]\n".formatted(i, nodes.get(i).label()));
    }
    edges.forEach(
        it ->
            text.append(
                "  p%d %s|\"%s\"| p%d\n"
                    .formatted(
                        number(it.plugin()),
                        it.met() ? "-->" : "-.->",
                        escaped(it.need().range().text()) + (it.met() ? "" : ", not met"),
                        number(it.need().plugin()))));
    return text.toString();
  }

  private int number(String plugin) {
    return nodes.stream().map(Node::plugin).toList().indexOf(plugin);
  }

  private static String escaped(String range) {
    return range.replace("<", "#lt;").replace(">", "#gt;");
  }
}
