package io.hotswap.domain.dependency;

import io.hotswap.domain.dependency.Incompatibility.Cause;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells the derivation of a conflict. What follows from few facts is one sentence; a longer
/// derivation has one for each step, numbered, so that later ones can refer to it.
final class ConflictWords {
  /// More facts than that in a sentence nobody can follow.
  private static final int MOST_FACTS = 4;

  private final ChoiceWords words;
  private final Candidates candidates;
  private final List<String> sentences = new ArrayList<>();
  private final IdentityHashMap<Incompatibility, Set<Fact>> known = new IdentityHashMap<>();

  ConflictWords(Candidates candidates) {
    this.candidates = candidates;
    this.words = new ChoiceWords(candidates);
  }

  /// What a sentence rests on.
  private sealed interface Fact {
    record Given(Premise premise) implements Fact {}

    record Need(String plugin, ChoiceSet versions, PluginNeed need) implements Fact {}

    /// @param sentence its number
    record Shown(Incompatibility conclusion, int sentence) implements Fact {}
  }

  List<String> tell(Incompatibility conflict) {
    sentences.add(sentence(facts(conflict), ", but ") + ".");
    return List.copyOf(sentences);
  }

  private Set<Fact> facts(Incompatibility it) {
    var before = known.get(it);
    if (before != null) {
      return before;
    }
    var facts =
        switch (it.cause()) {
          case Cause.Given(var premise) -> Set.<Fact>of(new Fact.Given(premise));
          case Cause.Needed(var plugin, var versions, var need) ->
              Set.<Fact>of(new Fact.Need(plugin, versions, need));
          case Cause.Derived(var one, var other) -> derived(one, other);
        };
    known.put(it, facts);
    return facts;
  }

  private Set<Fact> derived(Incompatibility one, Incompatibility other) {
    var both = union(facts(one), facts(other));
    if (told(both) <= MOST_FACTS) {
      return both;
    }
    conclude(told(facts(one)) >= told(facts(other)) ? one : other);
    both = union(facts(one), facts(other));
    if (told(both) > MOST_FACTS) {
      conclude(told(facts(one)) >= told(facts(other)) ? one : other);
      both = union(facts(one), facts(other));
    }
    return both;
  }

  private static Set<Fact> union(Set<Fact> one, Set<Fact> other) {
    Set<Fact> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return both;
  }

  /// Premises are told in passing.
  private static long told(Set<Fact> facts) {
    return facts.stream().filter(it -> !(it instanceof Fact.Given)).count();
  }

  /// Makes an incompatibility a sentence of its own, unless it is a plain fact.
  private void conclude(Incompatibility it) {
    if (told(facts(it)) > 1) {
      int number = sentences.size() + 1;
      sentences.add(
          "(%d) %s; so %s."
              .formatted(
                  number, sentence(facts(it), " and "), new IncompatibilityWords(words).of(it)));
      known.put(it, Set.of(new Fact.Shown(it, number)));
    }
  }

  /// @param join before the last clause
  private String sentence(Set<Fact> facts, String join) {
    var clauses = new ArrayList<String>();
    Set<String> served = new HashSet<>();
    for (var it : ordered(facts)) {
      clauses.add(clause(it, facts, served));
    }
    facts.stream()
        .filter(Fact.Given.class::isInstance)
        .map(it -> ((Fact.Given) it).premise())
        .filter(it -> !served.contains(it.plugin()))
        .forEach(it -> clauses.add(premise(it)));
    var last = clauses.removeLast();
    return clauses.isEmpty() ? last : String.join(", ", clauses) + join + last;
  }

  /// Along the chain of needs, from what is to be deployed; what belongs to no chain comes last.
  private static List<Fact> ordered(Set<Fact> facts) {
    List<Fact> rest =
        facts.stream()
            .filter(it -> !(it instanceof Fact.Given))
            .collect(Collectors.toCollection(ArrayList::new));
    Set<String> mentioned = new HashSet<>();
    for (var it : facts) {
      if (it instanceof Fact.Given(Premise.Deployed(var plugin, _))) {
        mentioned.add(plugin);
      }
    }
    List<Fact> ordered = new ArrayList<>();
    while (!rest.isEmpty()) {
      var next =
          rest.stream()
              .filter(it -> begins(it, mentioned))
              .findFirst()
              .or(() -> rest.stream().filter(it -> !isNeeded(it, rest)).findFirst())
              .orElse(rest.getFirst());
      rest.remove(next);
      ordered.add(next);
      if (next instanceof Fact.Need(var plugin, _, var need)) {
        mentioned.add(plugin);
        mentioned.add(need.plugin());
      }
    }
    return ordered;
  }

  private static boolean begins(Fact fact, Set<String> mentioned) {
    return switch (fact) {
      case Fact.Need it -> mentioned.contains(it.plugin());
      case Fact.Shown it -> it.conclusion().plugins().stream().anyMatch(mentioned::contains);
      case Fact.Given _ -> false;
    };
  }

  /// Whether another fact needs what it is about, and so is told before it.
  private static boolean isNeeded(Fact fact, List<Fact> others) {
    return fact instanceof Fact.Need(var plugin, _, _)
        && others.stream()
            .anyMatch(it -> it instanceof Fact.Need need && need.need().plugin().equals(plugin));
  }

  /// @param told receives the plugins whose premises the clause tells
  private String clause(Fact fact, Set<Fact> facts, Set<String> told) {
    return switch (fact) {
      case Fact.Given(var premise) -> premise(premise);
      case Fact.Shown(var conclusion, int number) ->
          "%s (%d)".formatted(new IncompatibilityWords(words).of(conclusion), number);
      case Fact.Need(var plugin, var versions, var need) ->
          needing(plugin, versions, facts, told) + " " + need + registered(need, facts);
    };
  }

  private String needing(String plugin, ChoiceSet versions, Set<Fact> facts, Set<String> told) {
    for (var fact : facts) {
      if (fact instanceof Fact.Given(var premise) && premise.plugin().equals(plugin)) {
        switch (premise) {
          case Premise.Deployed(_, var version) -> {
            told.add(plugin);
            return "%s %s needs".formatted(plugin, version);
          }
          case Premise.Serves(_, var version) -> {
            boolean first = told.add(plugin);
            return "%s %s%s needs".formatted(plugin, version, first ? ", which serves," : "");
          }
          case Premise.Stays _ -> {}
        }
      }
    }
    return words.subject(plugin, versions) + (words.one(plugin, versions) ? " needs" : " need");
  }

  /// What is registered of what is needed, where nobody could know it otherwise.
  private String registered(PluginNeed need, Set<Fact> facts) {
    if (candidates.of(need.plugin()).isEmpty()) {
      return " (which is not registered)";
    }
    var satisfying = candidates.satisfying(need);
    if (satisfying.size() == 0) {
      return " (%s)".formatted(others(need.plugin()));
    }
    var versions = words.versions(need.plugin(), satisfying, "or");
    return versions.equals(need.range().text())
            || facts.stream().anyMatch(it -> holds(it, need.plugin()))
        ? ""
        : " (%s)".formatted(versions);
  }

  /// What is registered where nothing satisfies a need.
  private String others(String plugin) {
    var all = candidates.all(plugin);
    var versions = words.versions(plugin, all);
    return "only %s %s registered%s"
        .formatted(
            words.versions(plugin, all, "and"),
            versions.size() == 1 ? "is" : "are",
            versions.stream().anyMatch(SemanticVersion::isPreRelease)
                ? "; a pre-release has to be named in the range"
                : "");
  }

  private static boolean holds(Fact fact, String plugin) {
    return fact instanceof Fact.Given(var premise)
        && !(premise instanceof Premise.Stays)
        && premise.plugin().equals(plugin);
  }

  private static String premise(Premise premise) {
    return switch (premise) {
      case Premise.Deployed it -> it.plugin() + " " + it.version() + " is to be deployed";
      case Premise.Serves it -> it.plugin() + " " + it.version() + " serves";
      case Premise.Stays it -> it.plugin() + " serves and has to go on serving";
    };
  }
}
