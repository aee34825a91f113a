package io.hotswap.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PluginTextTest {
  @Test
  void what_is_fit_is_the_same() {
    var fit = "fit: ä, 漢";
    assertSame(fit, PluginText.SENTENCE.of(fit));
    assertEquals("a\nb\tc", PluginText.LINE.of("a\nb\tc"));
    assertEquals("\ud83d\ude00", PluginText.NAME.of("\ud83d\ude00"));
    assertEquals("", PluginText.NAME.of(null));
  }

  @Test
  void what_json_utf8_or_a_queue_would_refuse_is_replaced() {
    assertEquals("a\ufffdb", PluginText.NAME.of("a\ud83db"));
    assertEquals("\ufffd\ufffd", PluginText.NAME.of("\ude00\ud83d"));
    assertEquals("\ufffd\ufffd\ufffd", PluginText.LINE.of("\0\u001b\u009f"));
    assertEquals("\ufffd\ufffd\ufffd", PluginText.LINE.of("\ufffe\uffff\ud83f\udfff"));
    assertEquals("a b c d", PluginText.NAME.of("a\nb\tc\rd"));
    assertEquals("a b", PluginText.LINE.of("a\u2028b"));
  }

  @Test
  void it_is_cut_between_two_characters_and_says_what_is_missing() {
    for (var kind : PluginText.values()) {
      for (int before = 0; before < 3; before++) {
        var cut = kind.of("x".repeat(before) + "\ud83d\ude00".repeat(kind.most()));
        assertTrue(cut.length() <= kind.most() && cut.length() >= kind.most() - 1, cut);
        assertTrue(cut.endsWith(" … (" + (before + 2 * kind.most()) + " characters)"), cut);
        assertTrue(!cut.contains("\ufffd"), cut);
      }
    }
    assertEquals(200, PluginText.NAME.of("x".repeat(200)).length());
  }
}
