package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.configuration.ManifestSchemas;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.AccessDefault;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.configuration.MisfitTenants.Misfit;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A stage that is closed can be opened by its stack's parameter: nobody is asked then.
class ClosedStageTest {
  private static final PluginId SHOP = PluginId.of("shop");

  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final Stores stores =
      new Stores(
          Aws.dynamo(),
          Aws.s3(),
          tables,
          new TenantDefaults(AccessDefault.Closed, Optional.empty()),
          Clock.systemUTC());

  @Test
  void a_deployment_asks_tenants_about_whose_access_nobody_has_decided() {
    configured("undecided", Optional.empty());
    configured("refused", Optional.of(PluginAccess.Refused));
    var routed = stores.tenantPlugins().of(Environment.QA, SHOP);
    assertFalse(routed.of("undecided").isMovable(), "the stage is closed");
    var schema = "{\"properties\": {}, \"additionalProperties\": false}";
    var schemas =
        new ManifestSchemas(
            (plugin, version) -> Optional.of(schema), stores.defaultConfigurations());
    var misfits = new RolloutBeans().misfits(stores, schemas, Clock.systemUTC());
    assertEquals(
        List.of("undecided"),
        misfits.of(SHOP, Environment.QA, "1.0.0").stream().map(Misfit::tenant).toList());
  }

  private void configured(String tenant, Optional<PluginAccess> access) {
    var id = new TenantPluginId(Environment.QA, SHOP, tenant);
    var settings =
        TenantPlugin.unset(id).withAccess(access).withConfiguration(1).written(Instant.EPOCH);
    var configuration =
        new TenantConfiguration(
            new TenantConfiguration.Id(id, 1), "{\"a\": 1}", Map.of(), Instant.EPOCH);
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId()),
            Instant.EPOCH,
            "a",
            Origin.system("s", "r", ""),
            Map.of(),
            Map.of());
    assertTrue(
        stores
            .tenantPlugins()
            .commit(settings, Optional.of(NewConfiguration.of(configuration)), audit));
  }
}
