package io.hotswap.domain.dependency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The choices made and derived so far, in order.
final class PartialSolution {
  private final Candidates candidates;
  private final List<Assignment> assignments = new ArrayList<>();
  private final Map<String, ChoiceSet> open = new HashMap<>();
  private final Set<String> decided = new HashSet<>();
  private int level;

  PartialSolution(Candidates candidates) {
    this.candidates = candidates;
  }

  /// @param level number of decisions up to it
  /// @param cause empty when it is a decision
  record Assignment(String plugin, ChoiceSet choices, int level, Optional<Incompatibility> cause) {}

  /// The choices that are left for a plugin.
  ChoiceSet open(String plugin) {
    return open.computeIfAbsent(plugin, candidates::all);
  }

  void derive(String plugin, Incompatibility cause) {
    assign(new Assignment(plugin, cause.term(plugin).not(), level, Optional.of(cause)));
  }

  void decide(String plugin, ChoiceSet version) {
    level++;
    decided.add(plugin);
    assign(new Assignment(plugin, version, level, Optional.empty()));
  }

  private void assign(Assignment it) {
    assignments.add(it);
    open.put(it.plugin(), open(it.plugin()).and(it.choices()));
  }

  /// The plugin to decide on next: of those that have to be there, the one with the fewest choices.
  Optional<String> undecided() {
    return open.entrySet().stream()
        .filter(it -> !it.getValue().has(ChoiceSet.LEFT_OUT) && !decided.contains(it.getKey()))
        .min(
            Comparator.comparingInt((Map.Entry<String, ChoiceSet> it) -> it.getValue().size())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey);
  }

  void backtrack(int to) {
    assignments.removeIf(it -> it.level() > to);
    open.clear();
    decided.clear();
    level = to;
    for (var it : assignments) {
      open.put(it.plugin(), open(it.plugin()).and(it.choices()));
      if (it.cause().isEmpty()) {
        decided.add(it.plugin());
      }
    }
  }

  Set<String> decided() {
    return decided;
  }

  /// The assignment by which an incompatibility became satisfied, and the level that it would be
  /// satisfied at with that assignment alone beside earlier ones.
  record Satisfier(Assignment assignment, int previousLevel) {}

  Satisfier satisfier(Incompatibility incompatibility) {
    int last = -1;
    for (var plugin : incompatibility.plugins()) {
      last = Math.max(last, satisfiedAt(plugin, incompatibility.term(plugin)));
    }
    var satisfier = assignments.get(last);
    int previous = 0;
    for (var plugin : incompatibility.plugins()) {
      var term = incompatibility.term(plugin);
      boolean own = plugin.equals(satisfier.plugin());
      int at = satisfiedAt(plugin, own ? term.or(satisfier.choices().not()) : term);
      previous = Math.max(previous, at < 0 ? 0 : assignments.get(at).level());
    }
    return new Satisfier(satisfier, previous);
  }

  /// Index of the assignment after which only choices of the term are left; -1 when that is so from
  /// the beginning.
  private int satisfiedAt(String plugin, ChoiceSet term) {
    var left = candidates.all(plugin);
    for (int at = 0; !left.isIn(term); at++) {
      var assignment = assignments.get(at);
      if (assignment.plugin().equals(plugin)) {
        left = left.and(assignment.choices());
        if (left.isIn(term)) {
          return at;
        }
      }
    }
    return -1;
  }
}
