package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.disk.TenantFiles;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.tenants.TenantTable;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a node at the stage's defaults: one small item at each poll. Those that the control plane
/// has told once stand, on disk too, whatever the node's own variables say.
final class DefaultsFollower {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultsFollower.class);

  private final TenantPluginFeed feed;
  private final Environment environment;
  private final TenantTable table;
  private final TenantFiles files;
  private final RouteTable routeTable;
  private final Set<PluginId> plugins;
  private volatile boolean asked;

  /// @param plugins whose calls are routed here
  DefaultsFollower(
      TenantPluginFeed feed,
      Environment environment,
      TenantTable table,
      TenantFiles files,
      RouteTable routeTable,
      Set<PluginId> plugins) {
    this.feed = feed;
    this.environment = environment;
    this.table = table;
    this.files = files;
    this.routeTable = routeTable;
    this.plugins = plugins;
  }

  void restore() {
    files.defaults(environment).ifPresent(table::setDefaults);
  }

  /// Before the first plugin is served: in a closed stage nobody may be served by other defaults.
  ///
  /// @throws RuntimeException when the control plane fails; to be called again
  void askOnce() {
    if (!asked) {
      follow();
    }
  }

  void follow() {
    feed.defaults(environment).ifPresent(this::apply);
    asked = true;
  }

  private synchronized void apply(TenantDefaults told) {
    boolean changed = table.setDefaults(told);
    if (changed || !asked) {
      // Also where the node's own variables say the same: they may say something else later.
      files.keep(environment, told);
    }
    if (!changed) {
      return;
    }
    LOG.info("The stage's defaults are {}", told);
    plugins.forEach(
        it -> routeTable.settingsChanged(TenantPluginId.ofEveryTenant(environment, it)));
  }
}
