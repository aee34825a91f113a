package io.hotswap.benchmarks.peers;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Routing documents as a direct deployment writes them.
final class Generations {
  private final AtomicLong last = new AtomicLong();

  RoutingDocument serving(String plugin, RoutedVersion version) {
    return document(plugin, Optional.of(version.release()), Map.of(version.release(), version));
  }

  RoutingDocument servingNobody(String plugin) {
    return document(plugin, Optional.empty(), Map.of());
  }

  private RoutingDocument document(
      String plugin, Optional<String> serving, Map<String, RoutedVersion> versions) {
    return new RoutingDocument(
        PluginId.of(plugin),
        plugin,
        Environment.Development,
        last.incrementAndGet(),
        "deployment-1",
        Instant.EPOCH,
        "",
        serving,
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        HealthSupervision.NONE,
        versions);
  }
}
