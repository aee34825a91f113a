package io.hotswap.archive.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParsedConfigurationTest {
  @Test
  void values_win_key_by_key_and_are_replaced_as_a_whole() {
    var configuration =
        ParsedConfiguration.of("{\"b\":{\"y\":2},\"c\":null}", "{\"a\":1,\"b\":{\"x\":1},\"c\":3}");
    assertEquals("{\"a\":1,\"b\":{\"y\":2},\"c\":null}", configuration.json());
    assertEquals(Optional.of("{\"y\":2}"), configuration.text("b"));
    assertEquals(Optional.empty(), configuration.text("c"));
    assertEquals(1, configuration.integer("a").orElseThrow());
  }

  @Test
  void properties_are_texts_as_json_writes_them() {
    var configuration =
        ParsedConfiguration.of("{\"t\":\"a\\\"b\",\"n\":1.50,\"f\":true,\"l\":[1,\"x\"]}");
    assertEquals(Optional.of("a\"b"), configuration.text("t"));
    assertEquals(Optional.of("true"), configuration.text("f"));
    assertEquals(Optional.of("[1,\"x\"]"), configuration.text("l"));
    assertEquals(Optional.empty(), configuration.text("none"));
  }

  @Test
  void nothing_is_read_before_it_is_asked_for() {
    var broken = ParsedConfiguration.of("no JSON");
    assertEquals("no JSON", broken.json());
    assertThrows(IllegalStateException.class, () -> broken.text("a"));
  }
}
