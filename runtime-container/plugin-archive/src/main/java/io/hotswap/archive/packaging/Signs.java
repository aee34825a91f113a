package io.hotswap.archive.packaging;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Looks for one thing in an archive.
@FunctionalInterface
interface Signs {
  Signs NONE = _ -> Optional.empty();

  /// What was seen, for people.
  Optional<String> in(Evidence evidence);

  /// An entry whose name is like this.
  static Signs entry(String pattern) {
    var compiled = Pattern.compile(pattern);
    return evidence -> evidence.first(compiled.asMatchPredicate());
  }

  static Signs noEntry(String pattern) {
    Predicate<String> wanted = Pattern.compile(pattern).asMatchPredicate();
    return evidence ->
        evidence.names().stream().noneMatch(wanted) ? Optional.of("") : Optional.empty();
  }

  /// A main attribute whose value begins so.
  static Signs attribute(String name, String... beginnings) {
    return evidence ->
        Arrays.stream(beginnings).flatMap(it -> evidence.attribute(name, it).stream()).findFirst();
  }

  default Signs or(Signs other) {
    return evidence -> in(evidence).or(() -> other.in(evidence));
  }

  /// Tells of the first.
  default Signs and(Signs other) {
    return evidence -> in(evidence).filter(_ -> other.in(evidence).isPresent());
  }
}
