package io.hotswap.domain.ids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseKeyTest {
  @Test
  void a_version_without_a_default_configuration_is_its_own_key() {
    assertEquals("1.4.0-rc.1+b", ReleaseKey.of("1.4.0-rc.1+b", Optional.empty()).text());
    assertEquals(Optional.empty(), ReleaseKey.parse("1.4.0-rc.1+b").defaults());
  }

  @Test
  void a_key_with_a_default_configuration_is_no_version_and_is_read_as_it_was_written() {
    var key = ReleaseKey.of("1.4.0", Optional.of(Digest.over("{}")));
    assertEquals("1.4.0@44136fa355b3", key.text());
    assertEquals(key, ReleaseKey.parse(key.text()));
    assertTrue(SemanticVersion.parse(key.text()).isEmpty());
  }
}
