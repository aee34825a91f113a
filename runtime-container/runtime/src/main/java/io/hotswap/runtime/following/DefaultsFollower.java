package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.disk.TenantFiles;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.tenants.TenantTable;
import java.util.Optional;
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
  private Optional<TenantDefaults> kept = Optional.empty();

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

  synchronized void restore() {
    kept = files.defaults(environment);
    kept.ifPresent(table::setDefaults);
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
    if (!kept.equals(Optional.of(told))) {
      // Also where the node's own variables say the same: they may say something else later.
      files.keep(environment, told);
      kept = Optional.of(told);
    }
    if (!table.setDefaults(told)) {
      return;
    }
    LOG.info("The stage's defaults are {}", told);
    plugins.forEach(
        it -> routeTable.settingsChanged(TenantPluginId.ofEveryTenant(environment, it)));
  }
}
