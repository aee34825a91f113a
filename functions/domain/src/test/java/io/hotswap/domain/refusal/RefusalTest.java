package io.hotswap.domain.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void the_category_decides_the_status() {
    assertEquals(409, ErrorCode.VERSION_EXISTS.status());
    assertEquals("urn:hotswap:problem:version-exists", ErrorCode.VERSION_EXISTS.urn());
    assertTrue(ErrorCode.NOT_READY.category().retryable());
    assertFalse(ErrorCode.INVALID_PLUGIN.category().retryable());
  }

  @Test
  void every_code_has_a_title_of_its_own() {
    assertEquals(
        ErrorCode.values().length,
        Arrays.stream(ErrorCode.values()).map(ErrorCode::title).distinct().count());
  }

  @Test
  void a_refusal_ends_the_chain() {
    Result<Integer> refused = Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "no plugin x");
    assertEquals(refused, refused.map(it -> it + 1));
    assertEquals(Result.done(3), Result.done(1).map(it -> it + 2));
    assertEquals(refused, Result.done(1).then(it -> refused));
  }
}
