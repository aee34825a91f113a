package io.hotswap.domain.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
  /// The pre-releases' rows are how npm's `semver` and Cargo answer.
  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1.2.3, 1.2.2 1.2.4 1.2.3-rc.1",
    "=1.2.3, 1.2.3, 1.2.4",
    "^1.2.3, 1.2.3 1.9.0, 1.2.2 2.0.0 2.0.0-rc.1 1.3.0-rc.1",
    "^0.2.3, 0.2.3 0.2.9, 0.3.0 1.0.0",
    "^0.0.3, 0.0.3, 0.0.4 0.1.0",
    "^0.0.0, 0.0.0, 0.0.1",
    "~1.2.3, 1.2.3 1.2.9, 1.3.0 1.2.2",
    ">=1.2.0 <2.0.0, 1.2.0 1.99.0, 2.0.0 1.1.9 2.0.0-rc.1 1.5.0-rc.1",
    ">1.0.0 <=2.0.0, 1.0.1 2.0.0, 1.0.0 2.0.1",
    ">=2.0.0-rc.1, 2.0.0-rc.1 2.0.0-rc.2 2.0.0 2.1.0, 2.0.0-beta 2.1.0-beta 1.9.0",
    "^2.0.0-rc.1, 2.0.0-rc.1 2.0.0-rc.10 2.4.0, 3.0.0 2.4.0-rc.1",
    "2.0.0-rc.1, 2.0.0-rc.1, 2.0.0",
    "^9.0.0, 9.1.0+build.5, 10.0.0",
  })
  void admits_what_npm_and_cargo_admit(String range, String admitted, String refused) {
    Arrays.stream(admitted.split(" "))
        .forEach(it -> assertEquals(true, contains(range, it), range + " has " + it));
    Arrays.stream(refused.split(" "))
        .forEach(it -> assertEquals(false, contains(range, it), range + " has not " + it));
  }

  private static boolean contains(String range, String version) {
    return new VersionRange(range).contains(new SemanticVersion(version));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "1.2",
        "^1",
        "1.x",
        ">=1.0.0  <2.0.0",
        "^1.0.0 <1.5.0",
        "1.0.0 2.0.0",
        "=>1.0.0",
        "^^1.0.0",
        ">=1.0.0,<2.0.0",
        "1.0.0+build",
        "^01.0.0",
        " 1.0.0",
        "!1.0.0"
      })
  void anything_else_is_no_range(String text) {
    assertEquals(Optional.empty(), VersionRange.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new VersionRange(text));
  }

  @ParameterizedTest
  @CsvSource({
    ">=2.0.0 <1.0.0, false",
    ">1.0.0 <1.0.0, false",
    ">=1.0.0 <1.0.0, false",
    "=1.0.0 =1.1.0, false",
    ">=1.0.0 <=1.0.0, true",
    ">=1.0.0, true",
    "<1.0.0, true",
    "^1.0.0, true",
  })
  void a_range_can_leave_room_for_nothing(String range, boolean possible) {
    assertEquals(possible, new VersionRange(range).possible());
  }

  @Test
  void a_number_too_long_to_grow_is_no_range() {
    var longest = "9".repeat(60) + ".0.0";
    assertTrue(SemanticVersion.parse(longest).isPresent());
    assertEquals(Optional.empty(), VersionRange.parse("^" + longest));
  }
}
