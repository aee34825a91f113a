package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.ErasureLedgerConfig;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplayErasuresTest {
  private static final Origin ORIGIN = Origin.system("test", "r", "");
  private static final TenantPluginId ID =
      new TenantPluginId(Environment.QA, ControlPlane.MARKDOWN, "initech");
  private static final Instant NOW = Instant.now();

  private final Map<String, String> environment = LocalEngine.shared().freshStage().environment();
  private final Stores stores =
      new Stores(Aws.dynamo(), Aws.s3(), new Tables(environment), Clock.systemUTC());

  private String said(int code, String... arguments) {
    var said = new ByteArrayOutputStream();
    int exit =
        ReplayErasures.run(
            List.of(arguments), environment, new PrintStream(said, true, StandardCharsets.UTF_8));
    assertEquals(code, exit, said.toString(StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void what_is_in_the_ledger_is_erased_and_reported() {
    var settings = TenantPlugin.unset(ID).withEnabled(false).written(NOW);
    var subject = AuditSubject.tenantPlugin(ID.environment(), ID.tenant(), ID.pluginId());
    var audit = new AuditRecord(UUID.randomUUID(), subject, NOW, "a", ORIGIN, Map.of(), Map.of());
    assertTrue(stores.tenantPlugins().commit(settings, audit));
    var erasure =
        Erasure.begun(UUID.randomUUID(), new ErasedTenant(ID.tenant()), ORIGIN, Map.of(), NOW);
    stores.erasureLedger(ErasureLedgerConfig.from(environment)).add(erasure);
    assertEquals(
        "0 erasures of the ledger were replayed\n",
        said(ReplayErasures.ERASED, "--restored-to", NOW.plus(Duration.ofDays(2)).toString()));
    assertTrue(stores.tenantPlugins().find(ID).isPresent());
    var said = said(ReplayErasures.ERASED, "--restored-to", NOW.toString());
    assertTrue(said.startsWith(erasure.id() + " of " + NOW + ": erased\n"), said);
    assertEquals(Optional.empty(), stores.tenantPlugins().find(ID));
  }

  @Test
  void what_is_missing_of_the_command_is_told() {
    for (var wrong : List.of(List.of(), List.of("--restored-to", "noon"), List.of("--x", "1"))) {
      var said = said(ReplayErasures.NOT_RUN, wrong.toArray(String[]::new));
      assertTrue(said.contains("--restored-to TIME"), said);
    }
  }
}
