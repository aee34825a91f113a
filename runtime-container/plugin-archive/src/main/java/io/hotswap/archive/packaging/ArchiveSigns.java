package io.hotswap.archive.packaging;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A sign of a kind of packaging.
@FunctionalInterface
interface ArchiveSigns {
  ArchiveSigns NONE = _ -> Optional.empty();

  /// The evidence, for a message; empty when the sign is missing.
  Optional<String> in(ArchiveListing listing);

  /// An entry whose name matches.
  static ArchiveSigns entry(String pattern) {
    var compiled = Pattern.compile(pattern);
    return listing -> listing.first(compiled.asMatchPredicate());
  }

  static ArchiveSigns noEntry(String pattern) {
    Predicate<String> wanted = Pattern.compile(pattern).asMatchPredicate();
    return listing ->
        listing.names().stream().noneMatch(wanted) ? Optional.of("") : Optional.empty();
  }

  /// A main attribute whose value begins with one of these.
  static ArchiveSigns attribute(String name, String... beginnings) {
    return listing ->
        Arrays.stream(beginnings).flatMap(it -> listing.attribute(name, it).stream()).findFirst();
  }

  default ArchiveSigns or(ArchiveSigns other) {
    return listing -> in(listing).or(() -> other.in(listing));
  }

  /// Either sign; the evidence is the first one's.
  default ArchiveSigns and(ArchiveSigns other) {
    return listing -> in(listing).filter(_ -> other.in(listing).isPresent());
  }
}
