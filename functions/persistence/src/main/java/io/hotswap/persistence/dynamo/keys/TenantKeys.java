package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPluginId;
import java.util.Locale;

/// The tenants' table: a partition per plugin with the settings of its tenants, one per tenant with
/// the plugins that it has settings of, one with its configurations of a plugin, one per plugin
/// with default configurations, one per plugin with the numbers of its tenants by shard, one per
/// shard with its change counter and its latest changes, which nodes follow, and one with the
/// stage's defaults, which they follow too.
public final class TenantKeys {
  private static final String CHANGE = "CHANGE#";

  private TenantKeys() {}

  public static String ofPlugin(Environment environment, PluginId id) {
    return "SETTINGS#" + environment + "#" + id;
  }

  public static Key settings(TenantPluginId id) {
    return new Key(ofPlugin(id.environment(), id.pluginId()), id.tenant());
  }

  /// A partition of its own for each tenant's configurations of a plugin, sorted by version.
  public static Key configuration(TenantConfiguration.Id id) {
    var settings = id.settings();
    return new Key(
        "CONFIGURATION#%s#%s#%s"
            .formatted(settings.environment(), settings.pluginId(), settings.tenant()),
        String.format(Locale.ROOT, "%019d", id.version()));
  }

  /// The default configurations of a plugin's releases, by the digits in the releases' keys.
  public static String defaults(Environment environment, PluginId id) {
    return "DEFAULTS#" + environment + "#" + id;
  }

  public static Key defaults(Environment environment, PluginId id, String digits) {
    return new Key(defaults(environment, id), digits);
  }

  public static String ofTenant(Environment environment, String tenant) {
    return "TENANT#" + environment + "#" + tenant;
  }

  /// Lists the settings under their tenant.
  public static Key listed(TenantPluginId id) {
    return new Key(ofTenant(id.environment(), id.tenant()), id.pluginId().toString());
  }

  public static String counts(Environment environment, PluginId id) {
    return "COUNTS#" + environment + "#" + id;
  }

  /// Of the plugin's tenants in the shard.
  public static Key count(TenantPluginId id) {
    var shard = String.format(Locale.ROOT, "%02d", id.shard());
    return new Key(counts(id.environment(), id.pluginId()), shard);
  }

  /// The stage's defaults, for the nodes of an environment.
  public static Key stage(Environment environment) {
    return new Key("STAGE#" + environment, "DEFAULTS");
  }

  public static String shard(Environment environment, int shard) {
    return "SHARD#" + environment + "#" + shard;
  }

  public static Key counter(Environment environment, int shard) {
    return new Key(shard(environment, shard), "COUNTER");
  }

  /// Sorts by number.
  public static Key change(Environment environment, int shard, long number) {
    return new Key(shard(environment, shard), CHANGE + String.format(Locale.ROOT, "%019d", number));
  }

  /// @param sk of a change
  public static long number(String sk) {
    return Long.parseLong(sk.substring(CHANGE.length()));
  }
}
