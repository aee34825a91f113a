package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.tenant.secret.SecretId;
import java.time.Instant;

/// Uses of secrets in the nodes' table: by the hour, in shards of tenants.
public final class SecretUseKeys {
  public static final int SHARDS = 16;

  private SecretUseKeys() {}

  public static String hour(Instant hour, int shard) {
    return "SECRETUSES#" + hour + "#" + shard;
  }

  public static Key use(SecretId secret, String node, String incarnation, Instant hour) {
    int shard = Math.floorMod(secret.tenant().hashCode(), SHARDS);
    return new Key(
        hour(hour, shard),
        String.join(
            "#",
            secret.environment().name(),
            secret.tenant(),
            secret.pluginId().toString(),
            node,
            incarnation,
            Long.toString(secret.version()),
            secret.field()));
  }
}
