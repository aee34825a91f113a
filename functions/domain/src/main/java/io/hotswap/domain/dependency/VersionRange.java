package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/// A range of versions, as manifests write it: `1.2.3` (exactly), `^1.2.3` (below the next version
/// that may break: 2.0.0; after `^0.2.3` 0.3.0, after `^0.0.3` 0.0.4), `~1.2.3` (same minor), or
/// comparisons joined by spaces, all of which have to hold: `>=1.2.0 <2.0.0`.
///
/// A pre-release is in a range only if the range names a pre-release of the same major, minor and
/// patch, as with npm and Cargo: `>=2.0.0-rc.1` takes 2.0.0-rc.2 and 2.1.0, but not 2.1.0-beta.
public record VersionRange(String text) {
  public VersionRange {
    if (VersionInterval.parse(text).isEmpty()) {
      throw new IllegalArgumentException("Not a range of versions: " + text);
    }
  }

  public static Optional<VersionRange> parse(String text) {
    return VersionInterval.parse(text).map(it -> new VersionRange(text));
  }

  public Predicate<SemanticVersion> matcher() {
    var interval = VersionInterval.parse(text).orElseThrow();
    return version ->
        interval.contains(version) && (!version.isPreRelease() || names(version.release()));
  }

  public boolean contains(SemanticVersion version) {
    return matcher().test(version);
  }

  /// Whether its bounds leave room for any version.
  public boolean possible() {
    return VersionInterval.parse(text).orElseThrow().possible();
  }

  private boolean names(SemanticVersion release) {
    return Arrays.stream(text.split(" "))
        .map(VersionInterval::versionOf)
        .anyMatch(it -> it.isPreRelease() && it.release().equals(release));
  }

  @Override
  public String toString() {
    return text;
  }
}
