package io.hotswap.persistence.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.listing.PageRequest;
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
import io.hotswap.domain.tenant.TenantPluginFeed.Changes;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.BulkResult;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureLedger;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.domain.tenant.erasure.ReplayingErasures;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Two tenants with everything that is kept of a tenant; one of them is erased.
class ErasedTablesTest {
  private static final Environment HERE = Environment.QA;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final String ERASED = "initech";
  private static final String STAYS = "umbrella";
  private static final Origin ORIGIN = Origin.system("test", "r", "");
  private static final DeploymentId DEPLOYMENT = new DeploymentId(UUID.randomUUID());
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final DynamoDbClient dynamo = Aws.dynamo();
  private final Stores stores = new Stores(dynamo, Aws.s3(), tables, Clock.systemUTC());
  private final ErasureLedger ledger =
      stores.erasureLedger(new ErasureLedgerConfig(tables.bucket()));
  private Instant now = NOW;

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
  private void counted() {
    var stats = new TenantStats(5, 1, 2.5, Map.of("orders", 1.0));
    var both = Map.of(ERASED, stats, STAYS, stats);
    stores
        .samples()
        .record(new TenantSample(HERE, SHOP, "w", "n1", "i1", NOW, Map.of("1.0.0", both), both));
    stores.evidence().store(DEPLOYMENT, new Evidence(both, both, both));
  }

  private List<String> objectsNaming(String text) {
    var s3 = Aws.s3();
    return s3.listObjectsV2Paginator(it -> it.bucket(tables.bucket())).contents().stream()
        .map(S3Object::key)
        .filter(it -> content(s3, it).contains(text))
        .map(it -> it.substring(0, it.indexOf('/')))
        .toList();
  }

  private String content(S3Client s3, String key) {
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

  private void put(String table, Key key, Map<String, ?> fields) {
    dynamo.putItem(it -> it.tableName(table).item(Items.of(key, fields)));
  }

  private static AuditRecord audit(AuditSubject subject) {
    return new AuditRecord(UUID.randomUUID(), subject, NOW, "a", ORIGIN, Map.of(), Map.of());
  }

  private void settings(String tenant) {
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

  private static Message message(Message.Audience to, String tenant) {
    var subject = "The pin of " + tenant + " to shop 1.0.0 in QA ends";
    return new Message(
        UUID.randomUUID(), Message.Kind.PinEnding, to, subject, "Tenant " + tenant, "", NOW);
  }

  private void registered(String tenant) {
    var contact = new RegisteredTenant.Contact("Ada", tenant + "@example.com");
    var next = new RegisteredTenant(tenant, tenant, List.of(contact), NOW, NOW, 1);
    assertTrue(stores.registeredTenants().commit(next, audit(AuditSubject.tenant(tenant))));
  }

  private BulkJob job(boolean ended) {
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

  private BulkJob end(BulkJob job) {
    var ended =
        new BulkJob(job.id(), HERE, SHOP, "why", false, ORIGIN, 2, 2, 1, 1, NOW, Optional.of(NOW));
    var results =
        List.of(
            new BulkResult(1, ERASED, BulkResult.Outcome.Refused, ERASED + " cannot"),
            new BulkResult(2, STAYS, BulkResult.Outcome.Changed, ""));
    assertTrue(stores.bulkJobs().advance(job, ended, results));
    return ended;
  }

  private UUID begun(ErasureSubject subject) {
    var erasure = Erasure.begun(UUID.randomUUID(), subject, ORIGIN, Map.of(), now);
    assertTrue(stores.erasures().create(erasure, audit(subject.audited())));
    return erasure.id();
  }

  private boolean run(UUID id) {
    new RunningErasures(stores.erasures(), ledger, stores.erasableData().all(), () -> now)
        .run(Instant.MAX);
    return stores.erasures().find(id).orElseThrow().hasEnded();
  }

  private List<String> naming(String text) {
    return Stream.of(
            tables.tenants(),
            tables.nodes(),
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

  @Test
  void nothing_but_the_erasure_names_an_erased_tenant_and_others_keep_all() {
    var all = naming(STAYS);
    assertTrue(naming(ERASED).size() >= 13, naming(ERASED).toString());
    var id = begun(new ErasedTenant(ERASED));
    assertFalse(run(id));
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    assertEquals(List.of(), naming(ERASED));
    assertEquals(all, naming(STAYS));
    assertEquals(List.of("erasures"), objectsNaming(ERASED));
    assertEquals(List.of("evidence", "verdicts"), objectsNaming(STAYS));
    var sample = stores.samples().of(HERE, SHOP, "w").getFirst();
    var renamed = "erased-" + id.toString().substring(0, 8);
    assertEquals(Set.of(renamed, STAYS), sample.before().keySet());
    assertEquals(1, stores.tenantPlugins().count(HERE, SHOP));
    assertEquals(
        5,
        stores.tenantUsages().of(HERE, SHOP, STAYS, NOW, NOW.plusSeconds(60)).get(NOW).requests());
  }

  @Test
  void a_node_that_missed_the_erasure_reads_all_settings() {
    int shard = new TenantPluginId(HERE, SHOP, ERASED).shard();
    var id = begun(new ErasedTenant(ERASED));
    run(id);
    long before = stores.tenantPlugins().changeCounts(HERE).get(shard) - 1;
    var listed = (Changes.Known) stores.tenantPlugins().changes(HERE, shard, before);
    assertTrue(listed.changed().getFirst().isUnset());
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    assertEquals(new Changes.TooOld(), stores.tenantPlugins().changes(HERE, shard, before));
  }

  @Test
  void a_bulk_change_that_has_yet_to_change_the_tenant_is_waited_for() {
    var open = job(false);
    var id = begun(new ErasedTenant(ERASED));
    now = now.plus(Duration.ofMinutes(10));
    assertFalse(run(id));
    assertTrue(stores.tenantPlugins().find(new TenantPluginId(HERE, SHOP, ERASED)).isPresent());
    end(open);
    assertTrue(run(id));
    var results = stores.bulkJobs().results(end(job(false)), PageRequest.first(2)).items();
    assertEquals(2, results.size());
    var erased =
        stores
            .bulkJobs()
            .results(stores.bulkJobs().find(open.id()).orElseThrow(), PageRequest.first(2));
    assertEquals(
        List.of("erased", STAYS), erased.items().stream().map(BulkResult::tenant).toList());
    assertEquals(List.of("", ""), erased.items().stream().map(BulkResult::detail).toList());
  }

  @Test
  void of_a_deleted_plugin_all_that_its_tenants_had_goes() {
    var release = ReleaseKey.of("1.0.0", Optional.of(Digest.over("{}")));
    stores.defaultConfigurations().store(HERE, SHOP, "{}");
    var id = begun(new ErasedPlugin(SHOP));
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    assertEquals(Optional.empty(), stores.defaultConfigurations().find(HERE, SHOP, release));
    assertEquals(0, stores.tenantPlugins().count(HERE, SHOP));
    var left = naming(ERASED);
    assertEquals(List.of(), left.stream().filter(it -> it.contains(SHOP.toString())).toList());
    assertTrue(left.stream().anyMatch(it -> it.contains("S=KEY")), left.toString());
    assertTrue(left.stream().anyMatch(it -> it.contains("VALUE#" + PluginId.of("other"))));
    assertTrue(left.stream().anyMatch(it -> it.contains("REGISTERED")), left.toString());
  }

  @Test
  void what_a_restore_brings_back_is_erased_again_by_the_ledger() {
    var id = begun(new ErasedTenant(ERASED));
    var copies =
        Stream.of(tables.tenants(), tables.nodes(), tables.outbox())
            .collect(
                Collectors.toMap(
                    it -> it,
                    it ->
                        dynamo.scanPaginator(scan -> scan.tableName(it)).items().stream()
                            .toList()));
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    copies.forEach(
        (table, items) ->
            items.forEach(it -> dynamo.putItem(put -> put.tableName(table).item(it))));
    assertFalse(naming(ERASED).isEmpty(), "it is restored");
    var all = naming(STAYS);
    var replayed =
        new ReplayingErasures(ledger, stores.erasures(), stores.erasableData().all()).replay(now);
    assertEquals(1, replayed.size());
    assertEquals(List.of(), replayed.getFirst().left());
    assertEquals(List.of(), naming(ERASED));
    assertEquals(all, naming(STAYS));
  }
}
