package io.hotswap.domain.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "ß", "€", "𝒜"})
  void no_text_takes_more_bytes_than_its_room_and_no_character_is_halved(String character) {
    var text = "x" + character.repeat(2_000);
    for (int most = 3; most < 300; most++) {
      var cut = BoundedText.of(text, most);
      assertTrue(BoundedText.bytes(cut) <= most, cut);
      assertTrue(cut.endsWith("…"));
      assertFalse(cut.contains("?"));
      assertTrue(text.startsWith(cut.substring(0, cut.length() - 1)));
    }
  }

  @Test
  void what_has_room_stays_as_it_is() {
    var reason = "𝒜".repeat(1_000);
    assertEquals(reason, BoundedText.sentence(reason));
    assertEquals("abc", BoundedText.of("abc", 3));
    assertEquals("…", BoundedText.of("abcd", 3));
  }

  @Test
  void of_many_names_some_are_told_and_the_rest_is_counted() {
    assertEquals("a, b", BoundedText.names(List.of("b", "a")));
    var names = IntStream.range(0, 1_000).mapToObj("node-%04d"::formatted).toList();
    var summary = BoundedText.names(names);
    assertTrue(summary.startsWith("node-0000, node-0001, "), summary);
    assertTrue(summary.endsWith("node-0007 and 992 more"), summary);
  }
}
