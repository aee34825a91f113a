package io.hotswap.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.TestIssuer;
import io.hotswap.api.fuzz.ForeignData;
import io.hotswap.api.fuzz.ForeignDataFuzz;
import io.hotswap.api.fuzz.Fuzz;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.audit.RefusedAttempts;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.audit.DynamoRefusedAttempts;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// The function in process on a real engine.
final class AuditFixture implements AutoCloseable {
  static final String OWN = "acme";
  static final PluginId SHOP = PluginId.of("shop");
  static final AuditSubject ACME = AuditSubject.tenantPlugin(Environment.Production, OWN, SHOP);
  static final AuditSubject UMBRELLA =
      AuditSubject.tenantPlugin(Environment.Production, "umbrella", SHOP);
  static final DeploymentId DEPLOYMENT = new DeploymentId(new UUID(7, 7));

  private final TestIssuer issuer = new TestIssuer();
  private final Map<String, String> environment = new HashMap<>();
  private final AuditApiHandler api;

  AuditFixture() {
    this(Map.of());
  }

  AuditFixture(Map<String, String> more) {
    environment.putAll(more);
    environment.putAll(LocalEngine.shared().freshStage().environment());
    environment.putAll(issuer.environment());
    api = new AuditApiHandler(environment);
  }

  void append(AuditSubject subject, String actor, String action) {
    append(subject, actor, action, Role.Admin);
  }

  void append(AuditSubject subject, String actor, String action, Role role) {
    var origin = new Origin("sub-" + actor, "Name of " + actor, Set.of(role), "r-1", "");
    var record =
        new AuditRecord(
            UUID.randomUUID(),
            subject,
            Instant.now(),
            action,
            origin,
            Map.of("enabled", "true"),
            Map.of("enabled", "false", "reason", "because of " + actor));
    var transaction = new Transaction(Aws.dynamo());
    transaction.audit(new Tables(environment).audit(), record);
    assertEquals(new Transaction.Commit.Committed(), transaction.commit());
  }

  /// An Admin lets the tenant use the plugin.
  void grant() {
    var id = new TenantPluginId(Environment.QA, SHOP, OWN);
    var granted =
        TenantPlugin.unset(id).withAccess(Optional.of(PluginAccess.Granted)).written(Instant.now());
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(id.environment(), OWN, SHOP),
            Instant.now(),
            "setPluginAccess",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    var settings =
        new DynamoTenantPlugins(Aws.dynamo(), new Tables(environment), Clock.systemUTC());
    assertTrue(settings.commit(granted, audit));
  }

  Gateway.Request as(Role role, String query) {
    return request(query).token(issuer.tokenOf(OWN, "mia", role));
  }

  Gateway.Request ownerOfNothing(String query) {
    return request(query).token(issuer.token("olga", Role.TenantOwner));
  }

  Gateway.Request request(String query) {
    return new Gateway(api).request("GET", "/api/v1/audit" + query);
  }

  static List<String> actions(Gateway.Reply reply) {
    assertEquals(200, reply.status(), reply.toString());
    return reply.body().path("items").findValuesAsText("action");
  }

  /// What waits to be audited.
  List<RefusedAttempts.Count> refused() {
    var attempts = new DynamoRefusedAttempts(Aws.dynamo(), new Tables(environment));
    return attempts.between(Instant.now().minusSeconds(600), Instant.now().plusSeconds(60));
  }

  Fuzz fuzz() {
    return new Fuzz(api, environment, issuer.token("ada", Role.Admin));
  }

  ForeignDataFuzz fuzz(Function<TestIssuer, ForeignData> data) {
    return new ForeignDataFuzz(api, environment, data.apply(issuer));
  }

  Set<String> routes() {
    return Documented.routes(api);
  }

  @Override
  public void close() {
    api.getApplicationContext().close();
    issuer.close();
  }
}
