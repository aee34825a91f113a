package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.CallingPlugins;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.serialization.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with room for two plugins of three, of which one calls another. */
class ColdPluginCallsTest {
  private static final long ARCHIVE = 256 * 1024;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Test
  void a_plugin_that_is_not_loaded_is_loaded_for_another_ones_call() throws Exception {
    try (var issuer = new Issuer();
        var node =
            new NodeUnderTest(
                directory, controlPlane, issuer, Map.of("HOTSWAP_CACHE_MAX_SIZE", "2MB"))) {
      deploy("tax-rules", CallingPlugins.answering("tax-rules", "1.0.0"));
      deploy("checkout", CallingPlugins.calling("checkout", "1.0.0", "tax-rules"));
      deploy("other", PluginSource.echo("other", "1.0.0"));
      Eventually.so(
          "the rules are cold",
          () -> {
            assertEquals("checkout answers", node.invoke("checkout", "run", "x").body());
            assertEquals("1.0.0", node.invoke("other", "run", "").body());
            return cold(node).contains("tax-rules");
          });
      var answer = node.invoke("checkout", "run", "tax-rules run bread");
      assertTrue(answer.body().startsWith("checkout got 1.0.0 acme"), answer.body());
    }
  }

  private static List<String> cold(NodeUnderTest node) throws Exception {
    return Json.read(node.get("/status").body(), JsonNode.class)
        .path("plugins")
        .valueStream()
        .filter(it -> it.path("versions").path("1.0.0").asText().equals("Cold"))
        .map(it -> it.path("name").asText())
        .toList();
  }

  // As if it were as large.
  private void deploy(String plugin, PluginSource source) throws Exception {
    var version = controlPlane.register("1.0.0", source.jar());
    var sized =
        new RoutedVersion(
            version.version(),
            version.digest(),
            ARCHIVE,
            version.deploymentId(),
            version.traceparent());
    controlPlane.publish(Documents.serving(plugin, 1, sized));
    controlPlane.awaitAck(plugin, 1);
  }
}
