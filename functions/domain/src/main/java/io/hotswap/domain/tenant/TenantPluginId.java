package io.hotswap.domain.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.TenantHash;

/// Names a tenant's settings of one plugin in one environment.
public record TenantPluginId(Environment environment, PluginId pluginId, String tenant) {
  /// Number of shards of an environment. Each has a change counter that nodes poll; a change
  /// competes only with those of the same shard.
  public static final int SHARDS = 16;

  /// In the place of a tenant, for what is set of a plugin for all of them. No tenant has that
  /// name.
  public static final String EVERY_TENANT = "*";

  private static final String SALT = "tenant-settings";

  /// Names what is set of a plugin for every tenant in an environment: its quota.
  public static TenantPluginId ofEveryTenant(Environment environment, PluginId pluginId) {
    return new TenantPluginId(environment, pluginId, EVERY_TENANT);
  }

  public boolean isOfEveryTenant() {
    return tenant.equals(EVERY_TENANT);
  }

  /// The shard whose counter grows with each change of these settings.
  public int shard() {
    return (int) Long.remainderUnsigned(TenantHash.of(pluginId.toString(), SALT, tenant), SHARDS);
  }

  @Override
  public String toString() {
    return "%s/%s/%s".formatted(environment, tenant, pluginId);
  }
}
