package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Optional;

/// Where a range begins and ends: every form is a conjunction of bounds, so it is one interval.
record VersionInterval(Optional<Bound> lower, Optional<Bound> upper) {
  private static final int LONGEST = 128;
  private static final VersionInterval ALL =
      new VersionInterval(Optional.empty(), Optional.empty());

  record Bound(SemanticVersion at, boolean inclusive) {}

  static Optional<VersionInterval> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    var parts = text.split(" ", -1);
    Optional<VersionInterval> all = Optional.of(ALL);
    for (var part : parts) {
      all = all.flatMap(it -> part(part, parts.length > 1).map(it::and));
    }
    return all;
  }

  /// @param joined with others: only comparisons may be
  private static Optional<VersionInterval> part(String part, boolean joined) {
    var operator = operatorOf(part);
    boolean alone = operator.isEmpty() || operator.equals("^") || operator.equals("~");
    return joined && alone
        ? Optional.empty()
        : SemanticVersion.parse(part.substring(operator.length()))
            .filter(it -> it.text().equals(it.withoutBuild()))
            // One number more may make it a character longer.
            .filter(it -> it.text().length() < SemanticVersion.LONGEST)
            .map(it -> of(operator, it));
  }

  private static VersionInterval of(String operator, SemanticVersion version) {
    return switch (operator) {
      case "^" -> new VersionInterval(from(version, true), below(version, breaking(version)));
      case "~" -> new VersionInterval(from(version, true), below(version, 1));
      case ">=" -> new VersionInterval(from(version, true), Optional.empty());
      case ">" -> new VersionInterval(from(version, false), Optional.empty());
      case "<=" -> new VersionInterval(Optional.empty(), from(version, true));
      case "<" -> new VersionInterval(Optional.empty(), from(version, false));
      default -> new VersionInterval(from(version, true), from(version, true));
    };
  }

  private static Optional<Bound> from(SemanticVersion version, boolean inclusive) {
    return Optional.of(new Bound(version, inclusive));
  }

  private static Optional<Bound> below(SemanticVersion version, int part) {
    return from(version.next(part), false);
  }

  /// Which number has to grow for a change that breaks: the first that is not zero.
  private static int breaking(SemanticVersion version) {
    var numbers = version.release().text().split("\\.");
    int part = 0;
    while (part < 2 && numbers[part].equals("0")) {
      part++;
    }
    return part;
  }

  static SemanticVersion versionOf(String part) {
    return new SemanticVersion(part.substring(operatorOf(part).length()));
  }

  private static String operatorOf(String part) {
    int end = 0;
    while (end < part.length() && !Character.isDigit(part.charAt(end)) && end < 2) {
      end++;
    }
    var operator = part.substring(0, end);
    return switch (operator) {
      case "^", "~", ">=", "<=", ">", "<", "=" -> operator;
      default -> "";
    };
  }

  private VersionInterval and(VersionInterval other) {
    return new VersionInterval(tighter(lower, other.lower, 1), tighter(upper, other.upper, -1));
  }

  private static Optional<Bound> tighter(Optional<Bound> one, Optional<Bound> other, int sign) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    int order = sign * Integer.signum(one.get().at().compareTo(other.get().at()));
    boolean first = order > 0 || (order == 0 && !one.get().inclusive());
    return first ? one : other;
  }

  boolean contains(SemanticVersion version) {
    return lower.map(it -> admits(it, version.compareTo(it.at()))).orElse(true)
        && upper.map(it -> admits(it, it.at().compareTo(version))).orElse(true);
  }

  private static boolean admits(Bound bound, int order) {
    return order > 0 || (order == 0 && bound.inclusive());
  }

  boolean possible() {
    if (lower.isEmpty() || upper.isEmpty()) {
      return true;
    }
    int order = lower.get().at().compareTo(upper.get().at());
    return order < 0 || (order == 0 && lower.get().inclusive() && upper.get().inclusive());
  }
}
