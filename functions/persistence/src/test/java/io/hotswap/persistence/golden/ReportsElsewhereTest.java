package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;
import static io.hotswap.persistence.golden.DeploymentExamples.PLUGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoUnloadReports;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Nodes of one environment write to its table and folder whatever they like, also what names
/// another environment: nobody believes it of either.
class ReportsElsewhereTest {
  private static final Environment OWN = Environment.Development;
  private static final Environment NAMED = ReportExamples.IN;

  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final List<Environment> refused = new ArrayList<>();
  private final Stores stores =
      new Stores(
          Aws.dynamo(),
          Aws.s3(),
          tables,
          TenantDefaults.OPEN,
          refused::add,
          Clock.fixed(AT, ZoneOffset.UTC));

  @BeforeEach
  void write() {
    new StageWriter(tables).write();
  }

  private List<Map<String, AttributeValue>> ofNamed() {
    return stores.dynamo().scanPaginator(it -> it.tableName(tables.nodes(NAMED))).items().stream()
        .toList();
  }

  private void put(Environment environment, Map<String, AttributeValue> item) {
    stores.dynamo().putItem(it -> it.tableName(tables.nodes(environment)).item(item));
  }

  /// Everything that is read of an environment's reports.
  private List<List<?>> read(Environment environment) {
    var minute = ReportExamples.MINUTE;
    return List.of(
        stores.nodes().leases(environment),
        stores.nodes().acknowledgements(environment, PLUGIN),
        stores.healthReports().of(environment, PLUGIN),
        stores.failureReports().of(environment, PLUGIN, "1.1.0"),
        stores.callStats().of(environment, PLUGIN, "1.1.0", minute, minute.plusSeconds(60)),
        new DynamoUnloadReports(stores.dynamo(), tables, refused::add).of(environment, PLUGIN),
        stores.nodeStatuses().of(environment),
        stores.samples().of(environment, PLUGIN, ReportExamples.WINDOW));
  }

  @Test
  void what_lies_in_another_environments_table_is_nobodys() {
    var written = ofNamed();
    for (var item : written) {
      stores
          .dynamo()
          .deleteItem(
              it ->
                  it.tableName(tables.nodes(NAMED))
                      .key(Map.of("pk", item.get("pk"), "sk", item.get("sk"))));
      put(OWN, item);
    }
    var reports = read(NAMED);
    assertEquals(
        Collections.nCopies(reports.size() - 1, List.of()), reports.subList(0, reports.size() - 1));
    assertFalse(written.isEmpty());
  }

  @Test
  void what_names_another_environment_is_refused_and_counted() {
    for (var item : ofNamed()) {
      var moved = new HashMap<>(item);
      moved.put("pk", AttributeValue.fromS(item.get("pk").s().replace(NAMED.name(), OWN.name())));
      put(OWN, moved);
    }
    var folder = "evidence/" + NAMED + "/";
    for (var sample :
        stores.s3().listObjectsV2(it -> it.bucket(tables.bucket()).prefix(folder)).contents()) {
      stores
          .s3()
          .copyObject(
              it ->
                  it.sourceBucket(tables.bucket())
                      .sourceKey(sample.key())
                      .destinationBucket(tables.bucket())
                      .destinationKey(sample.key().replace(NAMED.name(), OWN.name())));
    }
    int there = read(NAMED).stream().mapToInt(List::size).sum();
    assertEquals(List.of(), refused);
    assertEquals(Collections.nCopies(8, List.of()), read(OWN));
    assertEquals(Collections.nCopies(there, OWN), refused);
    assertEquals(10, there);
  }

  @Test
  void uses_of_secrets_that_others_wrote_keep_no_ones_out_of_the_audit() {
    var minute = Instant.parse("2026-11-01T12:05:00Z");
    var used = new SecretId(NAMED, "acme", PLUGIN, "key", 1);
    stores.secretUses().record(used, "node-1", "i-1", minute, 3);
    var written =
        ofNamed().stream()
            .filter(it -> it.get("pk").s().startsWith("SECRETUSES#"))
            .findFirst()
            .orElseThrow();
    put(OWN, written);
    var unreadable = new HashMap<>(written);
    unreadable.put("version", AttributeValue.fromS("one"));
    unreadable.put("sk", AttributeValue.fromS("unreadable"));
    put(OWN, unreadable);
    var hour = Instant.parse("2026-11-01T12:00:00Z");
    var uses = stores.secretUses().between(hour, hour.plusSeconds(3600));
    assertEquals(List.of(used), uses.stream().map(it -> it.secret()).toList());
    assertEquals(List.of(OWN, OWN), refused);
  }
}
