package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFuzzTest {
  @TempDir Path directory;

  @Test
  void five_seconds_of_rubbish_make_no_fault_no_hang_and_harm_no_other() throws Exception {
    var figures = HttpFuzzClaim.run(directory, Duration.ofSeconds(5), 15);
    assertEquals(List.of(), figures.fuzz().hangs());
    assertEquals(0, figures.fuzz().of(500), figures::toString);
    assertTrue(figures.fuzz().of(200) > 0, figures::toString);
    assertTrue(figures.fuzz().of(400) > 0, figures::toString);
    assertTrue(figures.innocentMade() > 0, figures::toString);
    assertEquals(List.of(), figures.innocentFailed());
    assertTrue(figures.holds(), figures::toString);
  }
}
