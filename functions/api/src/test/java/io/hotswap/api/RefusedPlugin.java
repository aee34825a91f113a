package io.hotswap.api;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A plugin that a tenant may not use, as an Admin has decided.
public final class RefusedPlugin {
  private RefusedPlugin() {}

  public static void everywhere(Tables tables, PluginId plugin, String tenant) {
    for (var environment : Environment.values()) {
      in(environment, tables, plugin, tenant);
    }
  }

  public static void in(Environment environment, Tables tables, PluginId plugin, String tenant) {
    var id = new TenantPluginId(environment, plugin, tenant);
    var refused =
        TenantPlugin.unset(id).withAccess(Optional.of(PluginAccess.Refused)).written(Instant.EPOCH);
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(environment, tenant, plugin),
            Instant.EPOCH,
            "setPluginAccess",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    if (!new DynamoTenantPlugins(Aws.dynamo(), tables, Clock.systemUTC()).commit(refused, audit)) {
      throw new IllegalStateException("The tenant has settings already");
    }
  }
}
