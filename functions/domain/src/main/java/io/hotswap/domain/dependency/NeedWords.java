package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Tells who needs what, what of it is registered, and what stands in its way.
final class NeedWords {
  /// More that fails for the same reason is counted.
  private static final int MOST_OTHERS = 4;

  private static final String SERVES = ", which serves,";

  private final Candidates candidates;
  private final ChoiceWords words;
  private final List<Premise> premises;
  private final Set<String> tellers = new HashSet<>();

  NeedWords(Candidates candidates, List<Premise> premises) {
    this.candidates = candidates;
    this.words = new ChoiceWords(candidates);
    this.premises = premises;
  }

  /// @param given the premises that the sentence rests on
  /// @param told receives the plugins whose premises the clause tells
  String clause(
      String plugin, ChoiceSet versions, PluginNeed need, List<Premise> given, Set<String> told) {
    tellers.add(plugin);
    var subject = subject(plugin, versions, given, told);
    blocker(need, given).ifPresent(it -> told.add(it.plugin()));
    return subject + " " + needed(need, given);
  }

  private String subject(String plugin, ChoiceSet versions, List<Premise> given, Set<String> told) {
    for (var premise : given) {
      if (premise.plugin().equals(plugin)) {
        switch (premise) {
          case Premise.Deployed(_, var version) -> {
            return needing(plugin, version, told.add(plugin) ? ", which is to be deployed," : "");
          }
          case Premise.Serves(_, var version) -> {
            return needing(plugin, version, told.add(plugin) ? SERVES : "");
          }
          case Premise.Stays _ -> {}
        }
      }
    }
    return words.subject(plugin, versions) + (words.one(plugin, versions) ? " needs" : " need");
  }

  private static String needing(String plugin, SemanticVersion version, String why) {
    return "%s %s%s needs".formatted(plugin, version, why);
  }

  private String needed(PluginNeed need, List<Premise> given) {
    return need
        + " ("
        + registered(need)
        + ")"
        + blocker(need, given).map(it -> ", but " + premise(it)).orElse("");
  }

  private String registered(PluginNeed need) {
    var plugin = need.plugin();
    if (candidates.of(plugin).isEmpty()) {
      return "no version of " + plugin + " is registered";
    }
    var satisfying = candidates.satisfying(need);
    if (satisfying.size() > 0) {
      return words.versions(plugin, satisfying, "and") + areRegistered(plugin, satisfying);
    }
    var all = candidates.all(plugin);
    return "only "
        + words.named(plugin, all)
        + areRegistered(plugin, all)
        + (words.versions(plugin, all).stream().anyMatch(SemanticVersion::isPreRelease)
            ? "; a pre-release has to be named in the range"
            : "");
  }

  private String areRegistered(String plugin, ChoiceSet versions) {
    return words.versions(plugin, versions).size() == 1 ? " is registered" : " are registered";
  }

  boolean isBlocked(PluginNeed need, List<Premise> given) {
    return blocker(need, given).isPresent();
  }

  /// The version that serves, or is to be deployed, of what is needed in another version. Where
  /// nothing that is registered would do, a sentence need not rest on it, but readers look for it.
  private Optional<Premise> blocker(PluginNeed need, List<Premise> given) {
    var known = candidates.satisfying(need).size() == 0 ? premises : given;
    return known.stream()
        .filter(it -> it.plugin().equals(need.plugin()))
        .filter(it -> version(it).filter(has -> !need.range().matcher().test(has)).isPresent())
        .findFirst();
  }

  private static Optional<SemanticVersion> version(Premise premise) {
    return switch (premise) {
      case Premise.Deployed(_, var version) -> Optional.of(version);
      case Premise.Serves(_, var version) -> Optional.of(version);
      case Premise.Stays _ -> Optional.empty();
    };
  }

  /// What serves, was not told of, and would not have what it needs either: without it, whoever
  /// mends what was told is refused again.
  List<String> others() {
    var others =
        premises.stream()
            .filter(Premise.Serves.class::isInstance)
            .map(Premise.Serves.class::cast)
            .filter(it -> !tellers.contains(it.plugin()))
            .flatMap(
                it ->
                    needs(it).filter(need -> isBlocked(need, premises)).map(need -> also(it, need)))
            .toList();
    return others.size() <= MOST_OTHERS
        ? others
        : Stream.concat(
                others.stream().limit(MOST_OTHERS),
                Stream.of("So it is with %d more.".formatted(others.size() - MOST_OTHERS)))
            .toList();
  }

  private Stream<PluginNeed> needs(Premise.Serves serves) {
    return candidates.of(serves.plugin()).stream()
        .filter(it -> it.version().equals(serves.version()))
        .flatMap(it -> it.needs().stream());
  }

  private String also(Premise.Serves serves, PluginNeed need) {
    return "Also, %s %s."
        .formatted(needing(serves.plugin(), serves.version(), SERVES), needed(need, premises));
  }

  static String premise(Premise premise) {
    return switch (premise) {
      case Premise.Deployed it -> it.plugin() + " " + it.version() + " is to be deployed";
      case Premise.Serves it -> it.plugin() + " " + it.version() + " serves";
      case Premise.Stays it -> it.plugin() + " serves and has to go on serving in some version";
    };
  }
}
