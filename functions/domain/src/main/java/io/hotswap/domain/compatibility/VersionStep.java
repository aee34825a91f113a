package io.hotswap.domain.compatibility;

import io.hotswap.domain.ids.SemanticVersion;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The most significant number in which two versions differ.
public enum VersionStep {
  Major,
  Minor,
  Patch,
  /// A pre-release and its release, two pre-releases, or the same version.
  PreRelease;

  static VersionStep between(SemanticVersion before, SemanticVersion after) {
    var was = numbers(before);
    var is = numbers(after);
    return IntStream.range(0, 3)
        .filter(at -> !was.get(at).equals(is.get(at)))
        .mapToObj(at -> values()[at])
        .findFirst()
        .orElse(PreRelease);
  }

  /// Whether a later version may break with an earlier one by its number: a new major version may,
  /// and below 1.0.0 a new minor one (semver.org, 4, as package managers read it).
  static boolean mayBreak(SemanticVersion before, SemanticVersion after) {
    return switch (between(before, after)) {
      case Major -> true;
      case Minor -> before.major().signum() == 0;
      case Patch, PreRelease -> isUnstable(before);
    };
  }

  /// The next number after this that may break with it.
  static SemanticVersion nextBreaking(SemanticVersion before) {
    var core = numbers(before);
    return new SemanticVersion(
        before.major().signum() == 0
            ? "0." + core.get(1).add(BigInteger.ONE) + ".0"
            : before.major().add(BigInteger.ONE) + ".0.0");
  }

  /// Of pre-releases of a new major version nobody expects that they are compatible.
  private static boolean isUnstable(SemanticVersion version) {
    var core = numbers(version);
    return version.withoutBuild().contains("-")
        && core.get(1).signum() == 0
        && core.get(2).signum() == 0;
  }

  private static List<BigInteger> numbers(SemanticVersion version) {
    return Stream.of(version.withoutBuild().split("-", 2)[0].split("\\."))
        .map(BigInteger::new)
        .toList();
  }
}
