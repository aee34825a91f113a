package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tenants that are pinned, pinned elsewhere and unpinned while they call. */
final class MovingPins {
  private static final PluginId PLUGIN = PluginId.of(ManyVersions.PLUGIN);

  private final TenantTable table;
  private final RouteTable routeTable;
  private final Map<String, List<TenantRouting>> written = new ConcurrentHashMap<>();
  private final Map<String, Integer> inForce = new ConcurrentHashMap<>();

  MovingPins(TenantTable table, RouteTable routeTable) {
    this.table = table;
    this.routeTable = routeTable;
  }

  /** By one thread. */
  void move(String tenant, Optional<RoutedVersion> version) {
    var all = all(tenant);
    var id = new TenantPluginId(InMemoryControlPlane.ENVIRONMENT, PLUGIN, tenant);
    var pin = version.map(it -> new Pin(it, "", Instant.EPOCH, Optional.empty()));
    var unset = TenantPlugin.unset(id).withPin(pin);
    var next =
        new TenantPlugin(
            id, Optional.empty(), true, pin, unset.quota(), 0, all.size(), Instant.EPOCH);
    all.add(next.routing(TenantDefaults.OPEN));
    table.put(ConfiguredTenantPlugin.without(next));
    routeTable.settingsChanged(next.id());
    inForce.put(tenant, all.size() - 1);
  }

  /** How many settings of the tenant were in force one after the other. */
  int inForce(String tenant) {
    return inForce.getOrDefault(tenant, 0);
  }

  /** What may have been in force since. */
  List<TenantRouting> since(String tenant, int number) {
    var all = List.copyOf(all(tenant));
    return all.subList(number, all.size());
  }

  private List<TenantRouting> all(String tenant) {
    return written.computeIfAbsent(
        tenant, it -> new CopyOnWriteArrayList<>(List.of(TenantRouting.DEFAULT)));
  }
}
