package io.hotswap.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one thread that fetches keys outlives whatever a fetch ends with. */
class KeyRefreshTest {
  private static final String KEYS = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"AAAA\"}]}";

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class, AssertionError.class})
  void an_error_is_a_failure_as_any_other(Class<? extends Error> kind) throws Exception {
    Iterator<Boolean> failing = List.of(true, false).iterator();
    var refresh =
        new KeyRefresh(
            () -> {
              if (failing.next()) {
                throw thrown(kind);
              }
              return KEYS;
            },
            Clock.systemUTC());
    refresh.begin().get(10, TimeUnit.SECONDS);
    assertInstanceOf(kind, refresh.failure());
    assertNull(refresh.published());
    refresh.begin().get(10, TimeUnit.SECONDS);
    assertEquals("k1", refresh.published().keys().getKeys().getFirst().getKeyID());
    assertNull(refresh.failure());
  }

  private static Error thrown(Class<? extends Error> kind) throws IOException {
    try {
      return kind.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }
}
