package io.hotswap.runtime.unloading;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.SelfAttached;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All of them leak at once, so that one search has to tell them apart. */
class ArchetypeTest {
  @TempDir static Path root;
  private static Yard yard;

  @BeforeAll
  static void leak() throws Exception {
    SelfAttached.agent();
    yard = new Yard(root, Map.of());
    for (var each : Archetype.values()) {
      yard.live(each.plugin(), each.jar(), !each.leaksInACall());
    }
  }

  @AfterAll
  static void undo() {
    List.of(Archetype.values()).forEach(Archetype::undo);
    yard.close();
  }

  @ParameterizedTest
  @EnumSource
  void each_way_to_leak_is_found_and_named(Archetype archetype) throws Exception {
    var unloadCertificate = yard.awaitCertificate(archetype.plugin());
    assertTrue(archetype.isNamedBy(unloadCertificate), unloadCertificate.toString());
  }
}
