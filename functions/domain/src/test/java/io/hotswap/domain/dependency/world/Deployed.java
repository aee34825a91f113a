package io.hotswap.domain.dependency.world;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.routing.TenantRoutings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is deployed to Development, and what tenants have set there.
public final class Deployed implements RoutingDocuments, TenantRoutings {
  private final Map<PluginId, RoutingDocument> documents = new HashMap<>();
  private final Map<PluginId, Map<String, TenantRouting>> own = new HashMap<>();
  private final Map<PluginId, TenantRouting> others = new HashMap<>();

  /// @param deployed such as `tax-rules 2.4.0`
  public static Deployed of(String... deployed) {
    var it = new Deployed();
    for (var text : deployed) {
      it.deploy(text.split(" ")[0], text.split(" ")[1]);
    }
    return it;
  }

  void deploy(String plugin, String version) {
    documents.put(
        PluginId.of(plugin),
        new RoutingDocument(
            PluginId.of(plugin),
            plugin,
            Environment.Development,
            1,
            "d",
            Instant.EPOCH,
            "",
            Optional.of(version),
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Set.of(),
            HealthSupervision.NONE,
            Map.of(version, routed(version))));
  }

  private static RoutedVersion routed(String version) {
    return new RoutedVersion(version, Digest.over(version), 1, "d", "");
  }

  void pin(String plugin, String tenant, String version) {
    set(
        plugin,
        tenant,
        new TenantRouting(true, true, Optional.of(routed(version)), Optional.empty(), 0));
  }

  void disable(String plugin, String tenant) {
    set(plugin, tenant, new TenantRouting(true, false, Optional.empty(), Optional.empty(), 0));
  }

  void closeFor(String plugin) {
    others.put(
        PluginId.of(plugin), new TenantRouting(false, true, Optional.empty(), Optional.empty(), 0));
  }

  private void set(String plugin, String tenant, TenantRouting settings) {
    own.computeIfAbsent(PluginId.of(plugin), _ -> new HashMap<>()).put(tenant, settings);
  }

  @Override
  public Optional<RoutingDocument> current(PluginId pluginId, Environment environment) {
    return environment == Environment.Development
        ? Optional.ofNullable(documents.get(pluginId))
        : Optional.empty();
  }

  @Override
  public RoutedTenants of(Environment environment, PluginId pluginId) {
    return new RoutedTenants(
        own.getOrDefault(pluginId, Map.of()), others.getOrDefault(pluginId, TenantRouting.DEFAULT));
  }
}
