package io.hotswap.domain.dependency;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Choices of several plugins that must not all be made: one term a plugin. Without terms, it says
/// that there is no solution.
record Incompatibility(Map<String, ChoiceSet> terms, Cause cause) {
  Incompatibility {
    terms = Collections.unmodifiableMap(terms);
  }

  /// Why it holds.
  sealed interface Cause {
    record Given(Premise premise) implements Cause {}

    /// @param versions of the plugin that have the need
    record Needed(String plugin, ChoiceSet versions, PluginNeed need) implements Cause {}

    record Derived(Incompatibility one, Incompatibility other) implements Cause {}
  }

  static Incompatibility given(Premise premise, Candidates candidates) {
    var plugin = premise.plugin();
    var forbidden =
        switch (premise) {
          case Premise.Deployed it -> candidates.exactly(plugin, it.version()).not();
          case Premise.Serves it -> candidates.exactly(plugin, it.version()).not();
          case Premise.Stays _ -> candidates.leftOut(plugin);
        };
    return new Incompatibility(Map.of(plugin, forbidden), new Cause.Given(premise));
  }

  static Incompatibility needed(String plugin, PluginNeed need, Candidates candidates) {
    var versions = candidates.having(plugin, need);
    Map<String, ChoiceSet> terms = new LinkedHashMap<>();
    terms.put(plugin, versions);
    terms.merge(need.plugin(), candidates.satisfying(need).not(), ChoiceSet::and);
    terms.values().removeIf(ChoiceSet::isAll);
    return new Incompatibility(terms, new Cause.Needed(plugin, versions, need));
  }

  /// What follows from both without saying anything of the plugin that one forbids what the other
  /// forces, or only little of it.
  Incompatibility resolve(Incompatibility other, String plugin) {
    Map<String, ChoiceSet> all = new LinkedHashMap<>(terms);
    other.terms.forEach((name, choices) -> all.merge(name, choices, ChoiceSet::and));
    all.put(plugin, term(plugin).or(other.term(plugin)));
    all.values().removeIf(ChoiceSet::isAll);
    return new Incompatibility(all, new Cause.Derived(this, other));
  }

  ChoiceSet term(String plugin) {
    var term = terms.get(plugin);
    if (term == null) {
      throw new IllegalArgumentException("no term of " + plugin);
    }
    return term;
  }

  Set<String> plugins() {
    return terms.keySet();
  }
}
