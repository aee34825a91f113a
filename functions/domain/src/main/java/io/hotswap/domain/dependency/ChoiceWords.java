package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Choices in words.
final class ChoiceWords {
  private static final int NAMED = 4;

  private final Candidates candidates;

  ChoiceWords(Candidates candidates) {
    this.candidates = candidates;
  }

  /// @return such as "invoices 1.4.0 and 1.5.0"
  String subject(String plugin, ChoiceSet choices) {
    return every(plugin, choices) ? "every version of " + plugin : named(plugin, choices);
  }

  /// @return such as "invoices 1.4.0 and 1.5.0", also where these are all
  String named(String plugin, ChoiceSet choices) {
    var versions = versions(plugin, choices);
    return versions.size() > NAMED
        ? "%d versions of %s from %s to %s"
            .formatted(versions.size(), plugin, versions.getFirst(), versions.getLast())
        : plugin + " " + versions(plugin, choices, "and");
  }

  /// Whether the choices are all versions of a plugin that has several.
  boolean every(String plugin, ChoiceSet choices) {
    int versions = candidates.of(plugin).size();
    return versions > 1 && versions(plugin, choices).size() == versions;
  }

  /// Whether they are one thing to a verb.
  boolean one(String plugin, ChoiceSet choices) {
    return every(plugin, choices) || versions(plugin, choices).size() == 1;
  }

  /// @param conjunction before the last
  String versions(String plugin, ChoiceSet choices, String conjunction) {
    var versions = versions(plugin, choices);
    var named = versions.stream().map(SemanticVersion::text).toList();
    if (named.size() > NAMED) {
      return "%d versions from %s to %s".formatted(named.size(), named.getFirst(), named.getLast());
    }
    return named.size() < 2
        ? String.join("", named)
        : String.join(", ", named.subList(0, named.size() - 1))
            + " "
            + conjunction
            + " "
            + named.getLast();
  }

  /// The versions among the choices, ascending.
  List<SemanticVersion> versions(String plugin, ChoiceSet choices) {
    return IntStream.rangeClosed(1, candidates.of(plugin).size())
        .filter(choices::has)
        .mapToObj(it -> candidates.version(plugin, it))
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
