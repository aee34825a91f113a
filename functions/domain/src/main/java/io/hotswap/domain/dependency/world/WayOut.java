package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.world.EnvironmentWorld.Unmet;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Deployments that lead from what serves to a choice of versions, in an order in which no plugin
/// loses what it needs on the way, as far as there is one.
public record WayOut(List<Step> steps) {
  public WayOut {
    steps = List.copyOf(steps);
  }

  /// One deployment.
  ///
  /// @param interrupts plugins that lack what they need from this step on until a later one
  public record Step(String plugin, SemanticVersion version, List<String> interrupts) {
    public Step {
      interrupts = List.copyOf(interrupts);
    }
  }

  /// @param target versions by plugin
  /// @param last the plugin that all this is for: where several may be next, it is not
  static WayOut of(EnvironmentWorld world, Map<String, SemanticVersion> target, String last) {
    var left = new TreeMap<>(world.changesTo(target));
    var reached = world;
    List<Step> steps = new ArrayList<>();
    while (!left.isEmpty()) {
      var now = reached;
      var next =
          left.entrySet().stream()
              .min(
                  Comparator.comparingInt(
                          (Map.Entry<String, SemanticVersion> it) ->
                              interrupted(now, now.with(it.getKey(), it.getValue())).size())
                      .thenComparing(it -> last.equals(it.getKey()))
                      .thenComparing(Map.Entry::getKey))
              // An entry of a tree changes when it is removed.
              .map(Map.Entry::copyOf)
              .orElseThrow();
      left.remove(next.getKey());
      reached = now.with(next.getKey(), next.getValue());
      var interrupts = interrupted(now, reached).stream().sorted().toList();
      steps.add(new Step(next.getKey(), next.getValue(), interrupts));
    }
    return new WayOut(steps);
  }

  /// Plugins that lack something after a step which they had before it.
  private static Set<String> interrupted(EnvironmentWorld before, EnvironmentWorld after) {
    Set<Unmet> lost = new HashSet<>(after.unmet());
    lost.removeAll(before.unmet());
    return lost.stream().map(Unmet::plugin).collect(Collectors.toSet());
  }

  /// Such as "deploy invoices 1.5.0, then tax-rules 3.0.0".
  public String words() {
    return steps.stream().map(WayOut::words).collect(Collectors.joining(", then ", "deploy ", ""));
  }

  private static String words(Step it) {
    var step = it.plugin() + " " + it.version();
    return it.interrupts().isEmpty()
        ? step
        : "%s (which leaves %s without what is needed until all is deployed)"
            .formatted(step, String.join(" and ", it.interrupts()));
  }
}
