package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.secret.SecretId;
import java.util.Locale;

/// A partition of the tenants' table for all secrets of a tenant in an environment: its data key,
/// and the encrypted values by plugin.
public final class SecretKeys {
  private SecretKeys() {}

  public static String ofTenant(Environment environment, String tenant) {
    return "SECRETS#" + environment + "#" + tenant;
  }

  /// Whoever deletes it makes everything else of the partition unreadable.
  public static Key dataKey(Environment environment, String tenant) {
    return new Key(ofTenant(environment, tenant), "KEY");
  }

  /// What the sort keys of a plugin's values begin with.
  public static String valuesOf(PluginId id) {
    return "VALUE#" + id + "#";
  }

  public static Key value(SecretId id) {
    return new Key(
        ofTenant(id.environment(), id.tenant()),
        valuesOf(id.pluginId())
            + id.field()
            + "#"
            + String.format(Locale.ROOT, "%019d", id.version()));
  }
}
