package io.hotswap.api.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosestNameTest {
  private static final List<String> KNOWN = List.of("dryRun", "limit", "next", "environment");

  @Test
  void a_misspelt_name_is_recognised() {
    for (var sent : List.of("dry-run", "dryrun", "DRY_RUN", "dryRn", "drRyun")) {
      assertEquals(Optional.of("dryRun"), ClosestName.of(sent, KNOWN), sent);
    }
    assertEquals(Optional.of("environment"), ClosestName.of("enviroment", KNOWN));
    assertEquals(Optional.of("limit"), ClosestName.of("limits", KNOWN));
  }

  @Test
  void what_is_nothing_like_is_not_guessed() {
    for (var sent : List.of("", "colour", "nothing", "x".repeat(9000))) {
      assertEquals(Optional.empty(), ClosestName.of(sent, KNOWN), sent);
    }
    assertEquals(Optional.empty(), ClosestName.of("dryRun", List.of()));
  }
}
