package io.hotswap.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityOfPluginsTest {
  @Test
  void a_name_has_one_id_for_ever() {
    assertEquals(PluginId.of("markdown"), PluginId.parse("markdown"));
    assertEquals(PluginId.of("markdown"), PluginId.parse(PluginId.of("markdown").toString()));
    assertNotEquals(PluginId.of("markdown"), PluginId.of("markdown-2"));
  }

  @Test
  void versions_are_ordered_by_semver_precedence() {
    var ordered =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.2.0",
            "1.10.0",
            "2.0.0");
    var shuffled = new java.util.ArrayList<>(ordered.stream().map(SemanticVersion::new).toList());
    Collections.shuffle(shuffled, new Random(7));
    Collections.sort(shuffled);
    assertEquals(ordered, shuffled.stream().map(SemanticVersion::text).toList());
    assertEquals(0, new SemanticVersion("1.0.0+a").compareTo(new SemanticVersion("1.0.0+b")));
  }

  @Test
  void numbers_are_ordered_however_large_they_are() {
    var ordered =
        List.of(
            "1.0.0-2147483647",
            "1.0.0-2147483648",
            "1.0.0-9223372036854775808",
            "1.0.0-18446744073709551616.0",
            "1.0.0",
            "1.0.4294967296",
            "1.9223372036854775808.0",
            "2147483648.0.0",
            "9223372036854775808.0.0",
            "9".repeat(60) + ".0.0");
    var shuffled = new java.util.ArrayList<>(ordered.stream().map(SemanticVersion::new).toList());
    Collections.shuffle(shuffled, new Random(7));
    Collections.sort(shuffled);
    assertEquals(ordered, shuffled.stream().map(SemanticVersion::text).toList());
    assertEquals("2147483648", new SemanticVersion("2147483648.0.0-1").major().toString());
  }

  @Test
  void a_version_is_bounded_before_it_is_matched() {
    for (var text :
        List.of(
            "9".repeat(61) + ".0.0",
            "1.0.0-" + "a.".repeat(100_000) + "a",
            "1.0.0+" + "a-".repeat(50_000))) {
      assertTrue(SemanticVersion.parse(text).isEmpty());
    }
  }

  @Test
  void what_is_not_semantic_is_no_version() {
    for (var text :
        List.of("1", "1.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0 ", "latest", "")) {
      assertTrue(SemanticVersion.parse(text).isEmpty(), text);
      assertThrows(IllegalArgumentException.class, () -> new SemanticVersion(text));
    }
  }

  @Test
  void a_digest_is_sixty_four_hexadecimal_digits() {
    var digest = Digest.of(new byte[32]);
    assertEquals(digest, Digest.parse(digest.toString()));
    assertEquals(digest, Digest.parse(digest.hex()));
    assertThrows(IllegalArgumentException.class, () -> Digest.parse("sha256:00"));
    assertThrows(IllegalArgumentException.class, () -> new Digest("A".repeat(64)));
  }
}
