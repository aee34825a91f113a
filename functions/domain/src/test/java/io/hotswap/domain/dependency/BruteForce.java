package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Tries every choice of versions, one after the other.
final class BruteForce {
  private final ResolutionRequest request;
  private final List<String> plugins;

  BruteForce(ResolutionRequest request) {
    this.request = request;
    this.plugins =
        new ArrayList<>(new TreeSet<>(request.known().stream().map(KnownVersion::plugin).toList()));
  }

  boolean solvable() {
    return solvable(0, new HashMap<>());
  }

  private boolean solvable(int at, Map<String, KnownVersion> chosen) {
    if (at == plugins.size()) {
      return valid(chosen);
    }
    var plugin = plugins.get(at);
    for (var it : request.known()) {
      if (it.plugin().equals(plugin)) {
        chosen.put(plugin, it);
        if (solvable(at + 1, chosen)) {
          return true;
        }
      }
    }
    chosen.remove(plugin);
    return solvable(at + 1, chosen);
  }

  boolean validates(Map<String, SemanticVersion> versions) {
    Map<String, KnownVersion> chosen = new HashMap<>();
    for (var it : request.known()) {
      if (it.version().equals(versions.get(it.plugin()))) {
        chosen.put(it.plugin(), it);
      }
    }
    return chosen.size() == versions.size() && valid(chosen);
  }

  private boolean valid(Map<String, KnownVersion> chosen) {
    return request.premises().stream().allMatch(it -> holds(it, chosen))
        && chosen.values().stream()
            .flatMap(it -> it.needs().stream())
            .allMatch(it -> satisfied(it, chosen));
  }

  private static boolean holds(Premise premise, Map<String, KnownVersion> chosen) {
    var version = chosen.get(premise.plugin());
    return version != null
        && switch (premise) {
          case Premise.Deployed it -> it.version().equals(version.version());
          case Premise.Serves it -> it.version().equals(version.version());
          case Premise.Stays _ -> true;
        };
  }

  private static boolean satisfied(PluginNeed need, Map<String, KnownVersion> chosen) {
    var version = chosen.get(need.plugin());
    return version != null && need.range().contains(version.version());
  }
}
