package io.hotswap.tenants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway;
import io.hotswap.api.TestIssuer;
import io.hotswap.api.fuzz.ForeignData;
import io.hotswap.api.fuzz.ForeignDataFuzz;
import io.hotswap.api.fuzz.Fuzz;
import io.hotswap.domain.access.Requester;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditQuery;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.deployment.StoredDeployment;
import io.hotswap.persistence.stored.deployment.StoredRelease;
import io.hotswap.persistence.stored.registry.StoredDependent;
import io.hotswap.secrets.EncryptedSecrets;
import io.hotswap.secrets.SecretClients;
import io.hotswap.secrets.SecretsConfig;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/// The function in process on a real engine, with two registered plugins.
final class TenantsFixture implements AutoCloseable {
  static final PluginId MARKDOWN = PluginId.of("markdown");
  static final String SCHEMA =
      """
      {"type": "object", "additionalProperties": false, "properties": {
        "allowRawHtml": {"type": "boolean", "default": false},
        "headings": {"type": "object", "properties": {"most": {"type": "integer", "maximum": 9}}},
        "apiKey": {"type": "string", "secret": true}}}
      """;
  static final String LATER_SCHEMA =
      SCHEMA.replace("\"allowRawHtml\"", "\"theme\": {\"enum\": [\"dark\"]}, \"allowRawHtml\"");
  static final String OWN = "acme";
  static final String OTHER = "umbrella";
  static final Environment JOB_WHERE = Environment.Development;

  private final TestIssuer issuer = new TestIssuer();
  private final Map<String, String> environment = new HashMap<>();
  private final Tables tables;
  private final Stores stores;
  private final TenantsApiHandler api;
  private UUID job = new UUID(0, 0);
  private UUID erasure = new UUID(0, 0);

  TenantsFixture() {
    this(Map.of());
  }

  TenantsFixture(Map<String, String> more) {
    environment.putAll(more);
    environment.putAll(LocalEngine.shared().freshStage().environment());
    environment.putAll(issuer.environment());
    environment.put("HOTSWAP_SECRETS_KEY", secretsKey());
    tables = new Tables(environment);
    stores = new Stores(Aws.dynamo(), Aws.s3(), tables, Clock.systemUTC());
    api = new TenantsApiHandler(environment);
    register("markdown", "1.0.0", SCHEMA);
    register("markdown", "1.1.0", LATER_SCHEMA);
    register(
        "markdown",
        "2.0.0",
        SCHEMA.replace(
            "{\"type\": \"object\", \"add",
            "{\"type\": \"object\", \"required\": [\"apiKey\"], \"add"));
    register("shop", "1.0.0", "{\"type\": \"object\", \"additionalProperties\": false}");
  }

  private static String secretsKey() {
    try (var kms = SecretClients.kms()) {
      return kms.createKey().keyMetadata().arn();
    }
  }

  /// A secret of Secrets Manager.
  static String managedSecret(String tenant) {
    try (var client = SecretClients.secretsManager()) {
      return client
          .createSecret(
              it ->
                  it.name("test-" + UUID.randomUUID())
                      .secretString("managed")
                      .tags(List.of(Tag.builder().key("hotswap:tenant").value(tenant).build())))
          .arn();
    }
  }

  private void register(String name, String version, String schema) {
    var id = PluginId.of(name);
    put(tables.plugins(), Items.of(PluginKeys.plugin(id), Map.of("name", name)));
    var manifest = "{\"name\": \"%s\", \"configuration\": %s}".formatted(name, schema);
    put(
        tables.plugins(),
        Items.of(
            PluginKeys.version(id, version),
            Map.of(
                "version", version, "digest", digest(version), "size", 10, "manifest", manifest)));
  }

  /// Without a deployment.
  void serves(String version, Environment where) {
    serves(version, where, Map.of());
  }

  /// With a default configuration that is not stored any more.
  void servesWithLostDefaults(String version, Environment where) {
    var defaults = Optional.of(Digest.over("lost"));
    serves(
        new RoutedVersion(version, digest(version), 10, defaults, "d", "trace"), where, Map.of());
  }

  /// @param misfits tenants that are kept from it, with the version of their configuration
  void serves(String version, Environment where, Map<String, Long> misfits) {
    serves(new RoutedVersion(version, digest(version), 10, "d", "trace"), where, misfits);
  }

  /// A version with a default configuration.
  ///
  /// @return the bundle of a tenant without a configuration
  String servesWith(String version, Environment where, String defaults) {
    stores.defaultConfigurations().store(where, MARKDOWN, defaults);
    var requested = requested(version, where, Optional.of(Digest.over(defaults)));
    store(requested.completed(List.of(), Instant.now()));
    serves(requested.version(), where, Map.of());
    return requested.request().release().id() + ".0";
  }

  /// A version of the other plugin that needs Markdown, and serves.
  void shopNeedsMarkdown(String range, Environment where) {
    put(
        tables.plugins(),
        Items.of(
            PluginKeys.version(PluginId.of("shop"), "2.0.0"),
            Map.of(
                "version",
                "2.0.0",
                "digest",
                digest("2.0.0"),
                "size",
                10,
                "manifest",
                "{\"dependencies\": {\"plugins\": {\"markdown\": \"%s\"}}}".formatted(range))));
    put(
        tables.plugins(),
        Items.of(PluginKeys.dependent("markdown", "shop"), new StoredDependent("shop")));
    var routed = new RoutedVersion("2.0.0", digest("2.0.0"), 10, "d", "trace");
    serves("shop", routed, where, Map.of());
  }

  private void serves(RoutedVersion routed, Environment where, Map<String, Long> misfits) {
    serves("markdown", routed, where, misfits);
  }

  private void serves(
      String name, RoutedVersion routed, Environment where, Map<String, Long> misfits) {
    var plugin = PluginId.of(name);
    var current = stores.routing().current(plugin, where);
    var document =
        current
            .map(RoutingDraft::new)
            .orElseGet(() -> new RoutingDraft(plugin, name, where))
            .withVersion(routed)
            .withKept(routed.release(), misfits)
            .withDefaultVersion(Optional.of(routed.release()))
            .build("d", Instant.now(), "");
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.routing(where, plugin),
            Instant.now(),
            "a",
            Origin.system("s", "r", ""),
            Map.of(),
            Map.of());
    if (!stores.routing().commit(document, audit)) {
      throw new IllegalStateException("somebody else deploys");
    }
  }

  /// Neither values nor names of what was sent.
  boolean isStoredAnywhere(String text) {
    return Stream.of(tables.tenants(), tables.audit(), tables.idempotency())
        .flatMap(it -> Aws.dynamo().scanPaginator(scan -> scan.tableName(it)).items().stream())
        .anyMatch(it -> it.toString().contains(text));
  }

  private static Digest digest(String version) {
    return Digest.over(version);
  }

  private static void put(String table, Map<String, AttributeValue> item) {
    Aws.dynamo().putItem(it -> it.tableName(table).item(item));
  }

  /// Says so of a version of markdown.
  void deprecated(String version, String message) {
    var lifecycles = stores.versionLifecycles();
    var said = new Deprecation(message, Optional.empty(), Optional.empty(), Instant.now());
    var next =
        lifecycles.find(MARKDOWN, new SemanticVersion(version)).with(Lifecycle.ACTIVE.with(said));
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.plugin(MARKDOWN),
            Instant.now(),
            "a",
            Origin.system("s", "r", ""),
            Map.of(),
            Map.of());
    if (lifecycles.commit(next, Optional.empty(), Optional.empty(), audit)
        != VersionLifecycles.Committed.Written) {
      throw new IllegalStateException("somebody else changes it");
    }
  }

  /// A deployment of markdown that has completed.
  DeploymentId deployed(String version, Environment where) {
    var completed = requested(version, where, Optional.empty()).completed(List.of(), Instant.now());
    store(completed);
    return completed.id();
  }

  /// One that has not begun.
  void requestedOnly(String version, Environment where) {
    store(requested(version, where, Optional.empty()));
  }

  private static Deployment requested(
      String version, Environment where, Optional<Digest> defaults) {
    var id = new DeploymentId(UUID.randomUUID());
    var routed = new RoutedVersion(version, digest(version), 10, defaults, id.toString(), "trace");
    var plan =
        new Plan(
            "hash",
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            Duration.ZERO,
            0,
            BigDecimal.ZERO,
            Plan.Excluded.NOBODY,
            List.of());
    var requester = new Requester("dora", "dora", "");
    return Deployment.requested(
        new DeploymentRequest(
            id,
            MARKDOWN,
            "markdown",
            where,
            new Direct(1),
            OnMisfit.Refuse,
            routed,
            plan,
            requester,
            Instant.now()),
        Optional.empty());
  }

  private void store(Deployment it) {
    var item = Items.of(DeploymentKeys.deployment(it.id()), StoredDeployment.of(it));
    item.put("pluginPk", Items.text(DeploymentKeys.ofPlugin(MARKDOWN)));
    item.put("listSk", Items.text(Items.sortable(it.createdAt()) + "#" + it.id()));
    put(tables.deployments(), item);
    var release = it.request().release();
    var key = DeploymentKeys.release(release.id());
    put(tables.deployments(), Items.of(key, StoredRelease.of(release)));
  }

  /// Of a version that was deployed.
  static String bundle(String version, long configuration) {
    return ReleaseId.of(MARKDOWN, version, digest(version), Optional.empty()) + "." + configuration;
  }

  /// @param path after the tenant, with its query
  Gateway.Request admin(String method, String path) {
    return as("ada", method, OWN, path, Role.Admin);
  }

  /// @param path whole
  Gateway.Request admin(String name, String method, String path) {
    return at(method, path).token(issuer.token(name, Role.Admin));
  }

  Gateway.Request owner(String method, String path) {
    return member(Role.TenantOwner, method, OWN, path);
  }

  Gateway.Request ownerAnd(Role role, String method, String path) {
    return ownerWith(role, method, "/api/v1/tenants/" + OWN + "/plugins" + path);
  }

  /// @param path whole
  Gateway.Request ownerWith(Role role, String method, String path) {
    return at(method, path).token(issuer.tokenOf(OWN, "olga", Role.TenantOwner, role));
  }

  Gateway.Request as(String name, String method, String tenant, String path, Object... groups) {
    return request(method, tenant, path).token(issuer.token(name, groups));
  }

  /// @param path whole
  Gateway.Request as(String name, String method, String path, Role role) {
    return at(method, path).token(issuer.token(name, role));
  }

  /// Of a caller who belongs to the own tenant.
  Gateway.Request member(Role role, String method, String tenant, String path) {
    return memberAt(role, method, "/api/v1/tenants/" + tenant + "/plugins" + path);
  }

  Gateway.Request request(String method, String tenant, String path) {
    return at(method, "/api/v1/tenants/" + tenant + "/plugins" + path);
  }

  /// @param path whole
  Gateway.Request memberAt(Role role, String method, String path) {
    return at(method, path).token(issuer.tokenOf(OWN, "mia", role));
  }

  /// A bulk change of one line.
  void startedJob() {
    var body =
        Map.of("reason", "why", "changes", List.of(Map.of("tenantId", OWN, "enabled", false)));
    var path = "/api/v1/plugins/markdown/bulk-changes?environment=" + JOB_WHERE;
    var reply = memberAt(Role.Admin, "POST", path).json(body).send();
    assertEquals(202, reply.status(), reply.toString());
    job = UUID.fromString(reply.body().path("id").asText());
  }

  /// Of a tenant that nobody else has to do with.
  void startedErasure() {
    var reply = memberAt(Role.Admin, "DELETE", "/api/v1/tenants/nobody").send();
    assertEquals(202, reply.status(), reply.toString());
    erasure = UUID.fromString(reply.body().path("id").asText());
  }

  UUID erasure() {
    return erasure;
  }

  UUID job() {
    return job;
  }

  void created(String tenant) {
    var body = Map.of("id", tenant, "name", "Tenant " + tenant);
    var reply = memberAt(Role.Admin, "POST", "/api/v1/tenants").json(body).send();
    assertEquals(201, reply.status(), reply.toString());
  }

  Gateway.Request at(String method, String path) {
    return new Gateway(api).request(method, path);
  }

  Optional<TenantPlugin> stored(Environment where, String tenant) {
    return stores.tenantPlugins().find(new TenantPluginId(where, MARKDOWN, tenant));
  }

  /// How many changes of settings nodes were told of.
  long changes(Environment where) {
    return stores.tenantPlugins().changeCounts(where).stream().mapToLong(Long::longValue).sum();
  }

  /// Of a tenant, in the order of time.
  List<AuditRecord> audit(String tenant) {
    var query =
        new AuditQuery(
            Optional.empty(),
            Optional.of(tenant),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            Instant.now().plusSeconds(60));
    return stores.auditEntries().find(query, PageRequest.first(1000)).items().reversed().stream()
        .map(AuditEntry::record)
        .toList();
  }

  /// The records of a tenant's settings, the oldest first.
  List<AuditEntry> chain(Environment where, String tenant) {
    var subject = AuditSubject.tenantPlugin(where, tenant, MARKDOWN);
    return stores.auditEntries().of(subject, PageRequest.first(1000)).items().reversed();
  }

  /// What a node reads.
  Optional<String> secret(Environment where, String tenant, String field, long version) {
    try (var kms = SecretClients.kms()) {
      var config = SecretsConfig.from(environment);
      return new EncryptedSecrets(kms, config, stores.dataKeys(), stores.sealedSecrets())
          .read(new SecretId(where, tenant, MARKDOWN, field, version));
    }
  }

  Stores stores() {
    return stores;
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
