package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.domain.trust.IsolationPolicy;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.isolation.IsolationConfig.Level;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.ProcessQuotas;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who decides where a plugin runs. */
class IsolationLevelTest {
  private static final Map<String, String> TRUSTED =
      Map.of("HOTSWAP_ISOLATION", "process", "HOTSWAP_ISOLATION_TRUSTED", "p");

  @TempDir Path root;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();

  @Test
  void the_environments_policy_does_whatever_the_nodes_settings_say() throws Exception {
    assertEquals(Level.locked, level(TRUSTED, Set.of()));
    assertEquals(Level.shared, level(Map.of("HOTSWAP_ISOLATION", "locked"), Set.of("acme")));
  }

  @Test
  void without_a_policy_the_nodes_settings_do() throws Exception {
    assertEquals(Level.shared, level(TRUSTED, TrustDocument.NOBODY));
    assertEquals(Level.locked, level(Map.of("HOTSWAP_ISOLATION", "locked"), TrustDocument.NOBODY));
    assertEquals(Level.shared, level(Map.of(), TrustDocument.NOBODY));
  }

  private Level level(Map<String, String> variables, Set<String> sharing) throws Exception {
    var acme = new TrustedPublisher("acme", List.of("p"), true, List.of());
    var policy = new IsolationPolicy(sharing, IsolationLevel.Locked);
    return level(
        variables,
        new TrustDocument(
            1,
            List.of(acme),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(InMemoryControlPlane.ENVIRONMENT, policy)));
  }

  private Level level(Map<String, String> variables, TrustDocument trust) throws Exception {
    var directory = new DataDirectory(root);
    directory.prepare();
    var metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
    try (var isolation =
        new Isolation(
            IsolationConfig.from(new Variables(variables)),
            metrics.isolation(),
            directory,
            ProcessQuotas.unlimited(),
            ref -> trust.isolation(ref.environment(), ref.pluginName()))) {
      var version = controlPlane.register("1.0.0", new byte[] {1});
      return isolation.level(PluginRef.of(Documents.serving("p", 1, version), version));
    }
  }
}
