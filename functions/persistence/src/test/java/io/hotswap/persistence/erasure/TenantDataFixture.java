package io.hotswap.persistence.erasure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.BulkResult;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureLedger;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.RunningErasures;
import io.hotswap.domain.verdict.Evidence;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.ErasureLedgerConfig;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.dynamo.keys.SecretKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Two tenants with everything that is kept of a tenant.
abstract class TenantDataFixture {
  static final Environment HERE = Environment.QA;
  static final PluginId SHOP = PluginId.of("shop");
  static final String ERASED = "initech";
  static final String STAYS = "umbrella";
  static final Origin ORIGIN = Origin.system("test", "r", "");
  static final DeploymentId DEPLOYMENT = new DeploymentId(UUID.randomUUID());
  static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  final DynamoDbClient dynamo = Aws.dynamo();
  final Stores stores = new Stores(dynamo, Aws.s3(), tables, Clock.systemUTC());
  final ErasureLedger ledger = stores.erasureLedger(new ErasureLedgerConfig(tables.bucket()));
  Instant now = NOW;

  @BeforeEach
  void bothHaveEverything() {
    put(
        tables.plugins(),
        PluginKeys.plugin(SHOP),
        Map.of("name", "shop", "listPk", PluginKeys.LIST, "listSk", "shop"));
    for (var tenant : List.of(ERASED, STAYS)) {
      settings(tenant);
      put(tables.tenants(), new Key(SecretKeys.ofTenant(HERE, tenant), "KEY"), Map.of("k", tenant));
      put(
          tables.tenants(),
          new Key(SecretKeys.ofTenant(HERE, tenant), SecretKeys.valuesOf(SHOP) + "token#1"),
          Map.of("v", tenant));
      put(
          tables.tenants(),
          new Key(
              SecretKeys.ofTenant(HERE, tenant),
              SecretKeys.valuesOf(PluginId.of("other")) + "token#1"),
          Map.of("v", tenant));
      registered(tenant);
    }
    job(true);
    stores.tenants().record(HERE, SHOP, Set.of(ERASED, STAYS), NOW);
    counted();
    var used = new TenantUsage(5, 1, 1);
    var minute = new UsageMinute(HERE, SHOP, "n1", "i1", NOW, Map.of(ERASED, used, STAYS, used));
    stores.tenantUsages().record(minute);
  }

  /// A node's sample, and what a verdict was computed from.
  void counted() {
    var stats = new TenantStats(5, 1, 2.5, Map.of("orders", 1.0));
    var both = Map.of(ERASED, stats, STAYS, stats);
    stores
        .samples()
        .record(new TenantSample(HERE, SHOP, "w", "n1", "i1", NOW, Map.of("1.0.0", both), both));
    stores.evidence().store(DEPLOYMENT, new Evidence(both, both, both));
  }

  List<String> objectsNaming(String text) {
    var s3 = Aws.s3();
    return s3.listObjectsV2Paginator(it -> it.bucket(tables.bucket())).contents().stream()
        .map(S3Object::key)
        .filter(it -> content(s3, it).contains(text))
        .map(it -> it.substring(0, it.indexOf('/')))
        .toList();
  }

  String content(S3Client s3, String key) {
    var bytes = s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(key)).asByteArray();
    try {
      return key.endsWith(".gz")
          ? new String(
              new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(),
              StandardCharsets.UTF_8)
          : new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String table, Key key, Map<String, ?> fields) {
    dynamo.putItem(it -> it.tableName(table).item(Items.of(key, fields)));
  }

  static AuditRecord audit(AuditSubject subject) {
    return new AuditRecord(UUID.randomUUID(), subject, NOW, "a", ORIGIN, Map.of(), Map.of());
  }

  void settings(String tenant) {
    var id = new TenantPluginId(HERE, SHOP, tenant);
    var version = new RoutedVersion("1.0.0", Digest.over("1"), 10, "d", "trace");
    var pin = new Pin(version, "why", NOW, Optional.of(NOW.plus(Duration.ofHours(1))));
    var next = TenantPlugin.unset(id).withPin(Optional.of(pin)).withConfiguration(1).written(NOW);
    var configuration =
        new TenantConfiguration(new TenantConfiguration.Id(id, 1), "{\"a\":1}", Map.of(), NOW);
    var subject = AuditSubject.tenantPlugin(HERE, tenant, SHOP);
    assertTrue(
        stores
            .tenantPlugins()
            .commit(next, Optional.of(NewConfiguration.of(configuration)), audit(subject)));
    var to = new Message.Audience.TenantContacts(tenant, List.of(tenant + "@example.com"));
    assertTrue(
        stores
            .pins()
            .announce(
                next,
                List.of(message(to, tenant), message(new Message.Audience.Operators(), tenant))));
  }

  static Message message(Message.Audience to, String tenant) {
    var subject = "The pin of " + tenant + " to shop 1.0.0 in QA ends";
    return new Message(
        UUID.randomUUID(), Message.Kind.PinEnding, to, subject, "Tenant " + tenant, "", NOW);
  }

  void registered(String tenant) {
    var contact = new RegisteredTenant.Contact("Ada", tenant + "@example.com");
    var next = new RegisteredTenant(tenant, tenant, List.of(contact), NOW, NOW, 1);
    assertTrue(stores.registeredTenants().commit(next, audit(AuditSubject.tenant(tenant))));
  }

  BulkJob job(boolean ended) {
    var lines =
        Stream.of(ERASED, STAYS)
            .map(
                it ->
                    new BulkLine(
                        it,
                        Optional.of(true),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false))
            .toList();
    var job =
        new BulkJob(
            UUID.randomUUID(), HERE, SHOP, "why", false, ORIGIN, 2, 0, 0, 0, NOW, Optional.empty());
    var subject = AuditSubject.bulkChange(job.id(), SHOP);
    assertTrue(stores.bulkJobs().create(job, lines, audit(subject)));
    return ended ? end(job) : job;
  }

  BulkJob end(BulkJob job) {
    var ended =
        new BulkJob(job.id(), HERE, SHOP, "why", false, ORIGIN, 2, 2, 1, 1, NOW, Optional.of(NOW));
    var results =
        List.of(
            new BulkResult(1, ERASED, BulkResult.Outcome.Refused, ERASED + " cannot"),
            new BulkResult(2, STAYS, BulkResult.Outcome.Changed, ""));
    assertTrue(stores.bulkJobs().advance(job, ended, results));
    return ended;
  }

  UUID begun(ErasureSubject subject) {
    var erasure = Erasure.begun(UUID.randomUUID(), subject, ORIGIN, Map.of(), now);
    assertTrue(stores.erasures().create(erasure, audit(subject.audited())));
    return erasure.id();
  }

  boolean run(UUID id) {
    new RunningErasures(stores.erasures(), ledger, stores.erasableData().all(), () -> now)
        .run(Instant.MAX);
    return stores.erasures().find(id).orElseThrow().hasEnded();
  }

  List<String> naming(String text) {
    return Stream.of(
            tables.tenants(),
            tables.nodes(HERE),
            tables.outbox(),
            tables.plugins(),
            tables.deployments())
        .flatMap(it -> dynamo.scanPaginator(scan -> scan.tableName(it)).items().stream())
        .filter(it -> it.toString().contains(text))
        .map(it -> String.valueOf(it.get("pk")) + " " + it.get("sk"))
        .filter(it -> !it.contains("ERASURE#"))
        .sorted()
        .toList();
  }
}
