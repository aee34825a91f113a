package io.hotswap.runtime.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MisroutingTest {
  @TempDir Path root;

  @Test
  void fifty_versions_live_at_once_and_each_tenant_gets_its_own_while_pins_and_a_canary_move()
      throws Exception {
    try (var many = new Misrouting(root, 50, 1_000)) {
      assertEquals(50, many.loaded.size());
      long generations = many.run(20_000);
      assertEquals(List.of(), List.copyOf(many.wrong));
      assertTrue(generations > 10, "generations: " + generations);
    }
  }
}
