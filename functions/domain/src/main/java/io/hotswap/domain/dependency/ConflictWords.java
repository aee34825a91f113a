package io.hotswap.domain.dependency;

import io.hotswap.domain.dependency.Incompatibility.Cause;
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
  private final NeedWords needs;
  private final List<String> sentences = new ArrayList<>();
  private final IdentityHashMap<Incompatibility, Set<Fact>> known = new IdentityHashMap<>();

  /// @param premises all that were given; a conflict may follow from some of them
  ConflictWords(Candidates candidates, List<Premise> premises) {
    this.words = new ChoiceWords(candidates);
    this.needs = new NeedWords(candidates, premises);
  }

  /// What a sentence rests on.
  private sealed interface Fact {
    record Given(Premise premise) implements Fact {}

    record Need(String plugin, ChoiceSet versions, PluginNeed need) implements Fact {}

    /// @param sentence its number
    record Shown(Incompatibility conclusion, int sentence) implements Fact {}
  }

  List<String> tell(Incompatibility conflict) {
    sentences.add(sentence(facts(conflict), "but ") + ".");
    sentences.addAll(needs.others());
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
                  number, sentence(facts(it), "and "), new IncompatibilityWords(words).of(it)));
      known.put(it, Set.of(new Fact.Shown(it, number)));
    }
  }

  /// @param contrast begins the last clause, where no clause tells by itself what is in its way
  private String sentence(Set<Fact> facts, String contrast) {
    var premises =
        facts.stream()
            .filter(Fact.Given.class::isInstance)
            .map(it -> ((Fact.Given) it).premise())
            .toList();
    var clauses = new ArrayList<String>();
    premises.stream().filter(Premise.Stays.class::isInstance).forEach(it -> clauses.add(told(it)));
    Set<String> told = new HashSet<>();
    var ordered = ordered(facts);
    ordered.forEach(it -> clauses.add(clause(it, premises, told)));
    premises.stream()
        .filter(it -> !(it instanceof Premise.Stays) && !told.contains(it.plugin()))
        .forEach(it -> clauses.add(told(it)));
    long blocked = ordered.stream().filter(it -> isBlocked(it, premises)).count();
    if (blocked == 0 && clauses.size() > 1) {
      clauses.add(contrast + clauses.removeLast());
    }
    boolean flat = blocked == 0 || (blocked == 1 && isBlocked(ordered.getLast(), premises));
    return String.join(flat ? ", " : "; ", clauses);
  }

  private boolean isBlocked(Fact fact, List<Premise> premises) {
    return fact instanceof Fact.Need need && needs.isBlocked(need.need(), premises);
  }

  private static String told(Premise premise) {
    return NeedWords.premise(premise);
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
  private String clause(Fact fact, List<Premise> premises, Set<String> told) {
    return switch (fact) {
      case Fact.Given(var premise) -> told(premise);
      case Fact.Shown(var conclusion, int number) ->
          "%s (%d)".formatted(new IncompatibilityWords(words).of(conclusion), number);
      case Fact.Need(var plugin, var versions, var need) ->
          needs.clause(plugin, versions, need, premises, told);
    };
  }
}
