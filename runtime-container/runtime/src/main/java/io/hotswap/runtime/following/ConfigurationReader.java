package io.hotswap.runtime.following;

import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.tenants.TenantTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Reads the configurations that settings name and this node does not have.
final class ConfigurationReader {
  private final TenantConfigurations configurations;
  private final TenantTable table;
  private final Set<TenantPluginId> uncertain = ConcurrentHashMap.newKeySet();

  ConfigurationReader(TenantConfigurations configurations, TenantTable table) {
    this.configurations = configurations;
    this.table = table;
  }

  /// Reads a tenant's configuration once more, also when one of that number is here: settings may
  /// have been erased and made anew, which begins to count anew.
  void doubt(TenantPluginId id) {
    uncertain.add(id);
  }

  /// Each of these settings with its configuration. Those of a tenant that is disabled are in force
  /// without it: it is read when the tenant is enabled.
  ///
  /// @throws RuntimeException when the control plane fails
  List<ConfiguredTenantPlugin> read(Collection<TenantPlugin> settings) {
    Map<TenantConfiguration.Id, TenantConfiguration> known = new HashMap<>();
    settings.stream().flatMap(it -> here(it).stream()).forEach(it -> known.put(it.id(), it));
    var missing =
        settings.stream()
            .filter(ConfigurationReader::needed)
            .map(ConfigurationReader::id)
            .filter(it -> !known.containsKey(it))
            .toList();
    if (!missing.isEmpty()) {
      configurations.find(missing).forEach(it -> known.put(it.id(), it));
      missing.forEach(it -> uncertain.remove(it.settings()));
    }
    return settings.stream().flatMap(it -> configured(it, known)).toList();
  }

  /// Whether nothing has to be read for them.
  boolean hasAll(TenantPlugin settings) {
    return !needed(settings) || here(settings).isPresent();
  }

  private static boolean needed(TenantPlugin settings) {
    return settings.enabled() && settings.configuration() > 0;
  }

  private Optional<TenantConfiguration> here(TenantPlugin settings) {
    return table
        .find(settings.id().pluginId(), settings.id().tenant())
        .flatMap(ConfiguredTenantPlugin::configuration)
        .filter(it -> it.id().equals(id(settings)) && !uncertain.contains(settings.id()));
  }

  /// Settings whose configuration was erased are left out.
  private static Stream<ConfiguredTenantPlugin> configured(
      TenantPlugin settings, Map<TenantConfiguration.Id, TenantConfiguration> known) {
    var found = Optional.ofNullable(known.get(id(settings)));
    return !needed(settings) || found.isPresent()
        ? Stream.of(new ConfiguredTenantPlugin(settings, found))
        : Stream.of();
  }

  private static TenantConfiguration.Id id(TenantPlugin settings) {
    return new TenantConfiguration.Id(settings.id(), settings.configuration());
  }
}
