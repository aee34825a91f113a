package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCallsUnderSwapTest {
  private static final int CALLS = 1_000;

  @TempDir Path directory;

  @Test
  void no_call_fails_when_both_plugins_are_replaced() throws Exception {
    assertHolds(Map.of());
  }

  @Test
  void nor_in_processes_of_their_own() throws Exception {
    assertHolds(Map.of("HOTSWAP_ISOLATION", "process"));
  }

  @Test
  void nor_in_a_process_for_each_tenant() throws Exception {
    assertHolds(Map.of("HOTSWAP_ISOLATION", "process", "HOTSWAP_ISOLATION_PER", "tenant"));
  }

  private void assertHolds(Map<String, String> isolation) throws Exception {
    try (var swapped = new PluginCallsUnderSwap(directory, isolation)) {
      swapped.run(CALLS, 2);
      assertEquals(List.of(), List.copyOf(swapped.failed));
      assertTrue(swapped.made.get() >= CALLS);
      assertEquals(swapped.made.get(), swapped.inOneTrace.get());
      assertTrue(swapped.callers.size() > 1, swapped.callers::toString);
      assertTrue(swapped.called.size() > 1, swapped.called::toString);
    }
  }
}
