package io.hotswap.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestCallTest {

  @Test
  void configuration_is_read_from_json() {
    var configuration =
        TestCall.of("echo", "text/plain", "x")
            .configured("{\"a\": \"b\", \"n\": 3, \"o\": {\"p\": 1}, \"z\": null}")
            .configuration();
    assertEquals(Optional.of("b"), configuration.text("a"));
    assertEquals(3, configuration.integer("n").orElseThrow());
    assertEquals(Optional.of("{\"p\":1}"), configuration.text("o"));
    assertEquals(Optional.empty(), configuration.text("z"));
    assertEquals(Optional.empty(), configuration.text("missing"));
    assertTrue(configuration.json().startsWith("{\"a\""));
    assertThrows(IllegalArgumentException.class, () -> TestConfiguration.of("{"));
  }

  @Test
  void another_tenant_calls_the_same() {
    var call = TestCall.of("echo", "text/plain", "x");
    assertEquals("acme", call.tenant());
    assertEquals("globex", call.by("globex").tenant());
    assertTrue(call.remaining().isPositive());
  }

  @Test
  void the_context_remembers_what_was_measured() {
    var context = new TestContext("demo", "1.0.0", Path.of("tmp"));
    context.metrics().count("page_rendered");
    context.metrics().record("page_rendered", 2);
    assertEquals(List.of(1.0, 2.0), context.recorded("page_rendered"));
    assertEquals(List.of(), context.recorded("other"));
    assertEquals("demo", context.log().getName());
    assertEquals(Path.of("tmp"), context.temporaryDirectory());
  }
}
