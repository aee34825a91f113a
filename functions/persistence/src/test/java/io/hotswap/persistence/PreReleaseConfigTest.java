package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreReleaseConfigTest {
  private static Set<Environment> set(String text) {
    return PreReleaseConfig.from(Map.of("HOTSWAP_PRE_RELEASE_ENVIRONMENTS", text)).environments();
  }

  @Test
  void development_and_qa_by_default() {
    assertEquals(
        Set.of(Environment.Development, Environment.QA),
        PreReleaseConfig.from(Map.of()).environments());
  }

  @Test
  void what_is_set() {
    assertEquals(Set.of(Environment.Staging), set("Staging"));
    assertEquals(Set.of(Environment.values()), set("Development,QA,Staging,Production"));
    assertEquals(Set.of(), set(""));
  }

  @Test
  void anything_else_is_named() {
    for (var wrong : Set.of("Test", "QA,", "qa", "Development, QA")) {
      var thrown = assertThrows(IllegalArgumentException.class, () -> set(wrong));
      assertTrue(
          String.valueOf(thrown.getMessage()).startsWith("HOTSWAP_PRE_RELEASE_ENVIRONMENTS"),
          thrown::toString);
    }
  }
}
