package io.hotswap.runtime.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.plugin.PluginRef;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {
  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);

  @Test
  void calls_are_counted_by_version_and_outcome_before_and_after_it_was_unloaded() {
    metrics.called(ref("1.0.0"), "ok", 1_000);
    metrics.called(ref("1.0.0"), "failed", 1_000);
    metrics.called(ref("1.1.0"), "ok", 1_000);
    metrics.unloaded(ref("1.0.0"));
    // Its last call ended late.
    metrics.called(ref("1.0.0"), "ok", 1_000);
    assertCounted("ok", "1.0.0", 2);
    assertCounted("failed", "1.0.0", 1);
    assertCounted("ok", "1.1.0", 1);
  }

  private void assertCounted(String outcome, String version, int calls) {
    var line =
        "plugin_invocations_total{environment=\"Development\",outcome=\"%s\",plugin=\"p\",version=\"%s\"} %d.0"
            .formatted(outcome, version, calls);
    var text = new String(metrics.text(), UTF_8);
    assertTrue(text.contains(line), text);
  }

  private static PluginRef ref(String version) {
    var routed = new RoutedVersion(version, new Digest("0".repeat(64)), 1, "deployment-1", "");
    return new PluginRef(PluginId.of("p"), "p", Environment.Development, routed, "");
  }
}
