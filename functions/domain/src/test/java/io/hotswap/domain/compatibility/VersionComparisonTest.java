package io.hotswap.domain.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.compatibility.ContractChange.Kind;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "1.4.0, 2.0.0, Major, false",
    "1.4.0, 2.0.0-rc.1, Major, false",
    "1.4.0, 1.5.0, Minor, true",
    "1.4.0, 1.4.1, Patch, true",
    "1.4.0, 1.4.1-rc.1+build.7, Patch, true",
    "0.4.0, 0.5.0, Minor, false",
    "0.4.0, 0.4.1, Patch, true",
    "2.0.0-rc.1, 2.0.0-rc.2, PreRelease, false",
    "2.0.0-rc.1, 2.0.0, PreRelease, false",
    "1.5.0-rc.1, 1.5.0, PreRelease, true",
  })
  void a_break_is_mislabelled_below_a_new_major_version(
      String before, String after, VersionStep step, boolean mislabelled) {
    var comparison = comparison(before, after, Compatibility.Breaking);
    assertEquals(step, comparison.step());
    assertEquals(mislabelled, comparison.isMislabelled());
  }

  @Test
  void the_worst_change_decides_and_what_is_unknown_is_not_compatible() {
    assertEquals(Compatibility.Compatible, comparison("1.0.0", "1.0.1").compatibility());
    assertEquals(
        Compatibility.Unknown,
        comparison("1.0.0", "1.0.1", Compatibility.Compatible, Compatibility.Unknown)
            .compatibility());
    assertEquals(
        Compatibility.Breaking,
        comparison("1.0.0", "1.0.1", Compatibility.Breaking, Compatibility.Unknown)
            .compatibility());
  }

  @Test
  void nobody_is_blamed_for_what_is_unknown() {
    assertEquals(false, comparison("1.0.0", "1.0.1", Compatibility.Unknown).isMislabelled());
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.0 1.3.0 2.0.0, 1.4.0, 1.3.0",
    "1.2.0 1.3.0-rc.1, 1.3.0, 1.2.0",
    "1.3.0-rc.1 1.3.0-rc.2, 1.3.0, 1.3.0-rc.2",
    "1.3.0 1.4.0, 1.3.0+build.2, ",
    "1.3.0, 1.0.0, ",
  })
  void a_version_is_compared_with_the_release_before_it(
      String all, String version, String predecessor) {
    assertEquals(
        Optional.ofNullable(predecessor).map(SemanticVersion::new),
        ComparingVersions.predecessor(
            Stream.of(all.split(" ")).map(SemanticVersion::new).toList(),
            new SemanticVersion(version)));
  }

  private static VersionComparison comparison(
      String before, String after, Compatibility... changes) {
    return new VersionComparison(
        new SemanticVersion(before),
        new SemanticVersion(after),
        List.of(changes).stream()
            .map(it -> new ContractChange(Kind.Input, it, "/operations/a/input", "It differs."))
            .toList());
  }
}
