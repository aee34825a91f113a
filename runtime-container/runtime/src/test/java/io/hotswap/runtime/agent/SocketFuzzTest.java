package io.hotswap.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few seconds of what {@code ./localstack/prove socket-fuzz} does for ten minutes. */
class SocketFuzzTest {
  @Test
  void nothing_that_a_host_sends_gets_through_or_brings_its_agent_down() throws Exception {
    var figures = SocketFuzzClaim.run(Duration.ofSeconds(30), 3_000, 15);
    assertEquals(List.of(), figures.strangers());
    assertEquals(0, figures.fuzz().goodFailed());
    assertTrue(figures.fuzz().answered() > 0 && figures.fuzz().refused() > 0, figures::toString);
    assertTrue(figures.holds(), figures::toString);
  }
}
