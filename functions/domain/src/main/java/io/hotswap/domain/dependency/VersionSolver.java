package io.hotswap.domain.dependency;

import io.hotswap.domain.dependency.Incompatibility.Cause;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// PubGrub (Natalie Weizenbaum, 2018; Dart's `doc/solver.md`): decides, derives what follows, and
/// learns an incompatibility from each conflict, which goes back as far as it has to.
///
/// Candidates are few and all known, so a term is the set of choices that it admits, "left out"
/// among them: there are no negative terms, and ranges are looked at once, at the beginning.
public final class VersionSolver {
  static final int MOST_STEPS = 10_000;

  private final ResolutionRequest request;
  private final Candidates candidates;
  private final PartialSolution solution;
  private final Map<String, List<Incompatibility>> byPlugin = new HashMap<>();
  private final int mostSteps;
  private int steps;

  private VersionSolver(ResolutionRequest request, int mostSteps) {
    this.request = request;
    this.candidates = new Candidates(request);
    this.solution = new PartialSolution(candidates);
    this.mostSteps = mostSteps;
  }

  public static Resolution solve(ResolutionRequest request) {
    return solve(request, MOST_STEPS);
  }

  static Resolution solve(ResolutionRequest request, int mostSteps) {
    return new VersionSolver(request, mostSteps).solve();
  }

  private Resolution solve() {
    var given =
        request.premises().stream().map(it -> Incompatibility.given(it, candidates)).toList();
    given.forEach(this::add);
    for (var plugin : candidates.plugins()) {
      needs(plugin).forEach(it -> add(Incompatibility.needed(plugin, it, candidates)));
    }
    Collection<String> changed = request.premises().stream().map(Premise::plugin).toList();
    while (steps < mostSteps) {
      var conflict = propagate(changed);
      if (conflict.isPresent()) {
        var words = new ConflictWords(candidates, request.premises());
        return new Resolution.Impossible(words.tell(conflict.get()));
      }
      var next = solution.undecided();
      if (next.isEmpty()) {
        return new Resolution.Resolved(versions());
      }
      solution.decide(next.get(), best(next.get()));
      changed = List.of(next.get());
      steps++;
    }
    return new Resolution.GaveUp(steps);
  }

  private List<PluginNeed> needs(String plugin) {
    return candidates.of(plugin).stream().flatMap(it -> it.needs().stream()).distinct().toList();
  }

  private ChoiceSet best(String plugin) {
    int best = solution.open(plugin).best();
    return ChoiceSet.where(candidates.of(plugin).size() + 1, it -> it == best);
  }

  private Map<String, SemanticVersion> versions() {
    Map<String, SemanticVersion> versions = new TreeMap<>();
    for (var plugin : solution.decided()) {
      versions.put(plugin, candidates.version(plugin, solution.open(plugin).best()));
    }
    return versions;
  }

  private void add(Incompatibility it) {
    it.plugins()
        .forEach(plugin -> byPlugin.computeIfAbsent(plugin, _ -> new ArrayList<>()).add(it));
  }

  /// Derives all that follows from changes.
  ///
  /// @return why there is no solution; empty when that is not known
  private Optional<Incompatibility> propagate(Collection<String> changed) {
    Deque<String> waiting = new ArrayDeque<>(changed);
    while (!waiting.isEmpty() && steps < mostSteps) {
      var conflict = derive(waiting.remove(), waiting);
      if (conflict.isPresent()) {
        var learned = resolve(conflict.get());
        if (learned.plugins().isEmpty()) {
          return Optional.of(learned);
        }
        waiting.clear();
        waiting.addAll(learned.plugins());
      }
    }
    return Optional.empty();
  }

  /// @return an incompatibility that is satisfied
  private Optional<Incompatibility> derive(String plugin, Deque<String> waiting) {
    // The newest first: what was learned cuts more than what was given.
    for (var it : byPlugin.getOrDefault(plugin, List.of()).reversed()) {
      var unsatisfied =
          it.plugins().stream().filter(name -> !solution.open(name).isIn(it.term(name))).toList();
      if (unsatisfied.isEmpty()) {
        return Optional.of(it);
      }
      var first = unsatisfied.getFirst();
      if (unsatisfied.size() == 1 && solution.open(first).meets(it.term(first))) {
        solution.derive(first, it);
        waiting.add(first);
      }
    }
    return Optional.empty();
  }

  /// Goes back along the causes of a conflict, to what can be decided otherwise, and learns it.
  private Incompatibility resolve(Incompatibility conflict) {
    var learned = conflict;
    while (!learned.plugins().isEmpty()) {
      steps++;
      var satisfier = solution.satisfier(learned);
      var cause = satisfier.assignment().cause();
      if (cause.isEmpty() || satisfier.previousLevel() < satisfier.assignment().level()) {
        solution.backtrack(satisfier.previousLevel());
        if (learned.cause() instanceof Cause.Derived) {
          add(learned);
        }
        return learned;
      }
      learned = learned.resolve(cause.get(), satisfier.assignment().plugin());
    }
    return learned;
  }
}
