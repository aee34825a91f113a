package io.hotswap.domain.dependency;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// What an incompatibility says, in words.
final class IncompatibilityWords {
  private final ChoiceWords words;

  IncompatibilityWords(ChoiceWords words) {
    this.words = words;
  }

  /// A term that admits leaving the plugin out forbids all but some versions: those are needed.
  String of(Incompatibility it) {
    var needed = it.plugins().stream().filter(plugin -> admitsNone(it, plugin)).sorted().toList();
    var used = it.plugins().stream().filter(plugin -> !admitsNone(it, plugin)).sorted().toList();
    if (needed.isEmpty()) {
      return excluded(it, used);
    }
    var alternatives =
        needed.stream()
            .map(plugin -> plugin + " " + words.versions(plugin, it.term(plugin).not(), "or"))
            .collect(joining(" or "));
    return switch (used.size()) {
      case 0 -> alternatives + " has to be there";
      case 1 -> subject(it, used.getFirst()) + needs(it, used.getFirst()) + alternatives;
      default -> subjects(it, used) + " together need " + alternatives;
    };
  }

  private String excluded(Incompatibility it, List<String> used) {
    return used.size() == 1
        ? subject(it, used.getFirst()) + " cannot be used"
        : used.size() == 2 && used.stream().allMatch(plugin -> words.every(plugin, it.term(plugin)))
            ? "no version of %s goes with any version of %s".formatted(used.get(0), used.get(1))
            : subjects(it, used) + " do not go together";
  }

  private static boolean admitsNone(Incompatibility it, String plugin) {
    return it.term(plugin).has(ChoiceSet.LEFT_OUT);
  }

  private String subjects(Incompatibility it, List<String> plugins) {
    return plugins.stream().map(plugin -> subject(it, plugin)).collect(joining(" and "));
  }

  private String subject(Incompatibility it, String plugin) {
    var term = it.term(plugin);
    return words.every(plugin, term) ? "any version of " + plugin : words.subject(plugin, term);
  }

  private String needs(Incompatibility it, String plugin) {
    return words.one(plugin, it.term(plugin)) ? " needs " : " need ";
  }
}
