package io.hotswap.persistence.dynamo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the claim asks of a large registry, of one that is small.
class RegistryClaimTest {
  private static final int PLUGINS = 8;
  private static final int VERSIONS = 6;
  private Stores stores;

  @BeforeEach
  void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    stores = new Stores(Aws.dynamo(), Aws.s3(), tables, Clock.systemUTC());
  }

  private static List<String> wrong(FilledRegistry registry, int plugin) {
    return RegistryQuestion.of(registry).stream()
        .filter(it -> !it.isRight().test(plugin))
        .map(RegistryQuestion::label)
        .toList();
  }

  @Test
  void a_registry_that_has_all_answers_each_question_right() {
    var registry = FilledRegistry.of(stores, PLUGINS, VERSIONS);
    assertTrue(RegistryQuestion.areAllListed(registry));
    assertTrue(RegistryQuestion.areAllVersionsThere(registry));
    assertEquals(List.of(), wrong(registry, 0));
    assertEquals(List.of(), wrong(registry, PLUGINS - 1));
  }

  @Test
  void what_is_missing_in_a_registry_is_found_out_by_each_question() {
    var filled = FilledRegistry.of(stores, PLUGINS, VERSIONS);
    var claimed = new FilledRegistry(stores, filled.plugins(), PLUGINS + 1, VERSIONS + 1);
    assertFalse(RegistryQuestion.areAllListed(claimed));
    assertFalse(RegistryQuestion.areAllVersionsThere(claimed));
    var all = RegistryQuestion.of(claimed).stream().map(RegistryQuestion::label).toList();
    assertEquals(all, wrong(claimed, PLUGINS));
  }
}
