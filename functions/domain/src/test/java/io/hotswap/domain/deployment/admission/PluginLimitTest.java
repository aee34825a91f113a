package io.hotswap.domain.deployment.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginLimitTest {
  private final Set<PluginId> there = new HashSet<>();
  private final PluginLimit limit =
      new PluginLimit(it -> it == Environment.QA ? there : Set.of(), 2, "MaxPluginsPerEnvironment");

  private Optional<Refusal> refusal(String plugin, Environment environment) {
    var release = new Release("1.0.0", Digest.over("x"), 1, Set.of(), Set.of());
    return limit.refusal(plugin, release, environment);
  }

  @Test
  void what_serves_there_is_never_refused_and_another_only_at_the_limit() {
    there.add(PluginId.of("shop"));
    assertEquals(Optional.empty(), refusal("bank", Environment.QA));
    assertEquals(1, limit.left(Environment.QA));
    there.add(PluginId.of("bank"));
    assertEquals(Optional.empty(), refusal("bank", Environment.QA));
    assertEquals(Optional.empty(), refusal("tax", Environment.Staging));
    var refused = refusal("tax", Environment.QA).orElseThrow();
    assertEquals(ErrorCode.TOO_MANY_PLUGINS, refused.code());
    assertEquals("2 plugins serve in QA, and the limit is 2.", refused.detail());
    assertEquals(0, limit.left(Environment.QA));
  }

  @Test
  void a_lowered_limit_leaves_nothing_and_none_is_no_limit() {
    for (var plugin : Set.of("a", "b", "c")) {
      there.add(PluginId.of(plugin));
    }
    assertEquals(0, limit.left(Environment.QA));
    assertThrows(IllegalArgumentException.class, () -> new PluginLimit(it -> there, 0, "P"));
  }
}
