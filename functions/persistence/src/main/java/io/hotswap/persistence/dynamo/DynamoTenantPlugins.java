package io.hotswap.persistence.dynamo;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PinKeys;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.failure.AwsFailure;
import io.hotswap.persistence.stored.tenant.StoredTenantPlugin;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Tenants' settings, one item each. A change also counts on in its shard and is listed there, all
/// in one transaction: a node that has read a shard up to a number has seen every change before.
public final class DynamoTenantPlugins implements TenantPlugins, TenantPluginFeed {
  /// How long changes are listed. A node that was away for longer reads all settings again.
  private static final Duration LISTED = Duration.ofDays(1);

  // A shard takes about 20 changes a second; beyond, they queue up here.
  private static final int ATTEMPTS = 40;
  private static final String SETTINGS = "settings";
  private static final String COUNT = "n";

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Clock clock;

  public DynamoTenantPlugins(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public Optional<TenantPlugin> find(TenantPluginId id) {
    return Items.find(dynamo, tables.tenants(), TenantKeys.settings(id))
        .map(DynamoTenantPlugins::settings);
  }

  @Override
  public Map<String, TenantRouting> of(Environment environment, PluginId pluginId) {
    return ofPlugin(environment, pluginId).stream()
        .collect(Collectors.toMap(it -> it.id().tenant(), TenantPlugin::routing));
  }

  @Override
  public List<TenantPlugin> ofPlugin(Environment environment, PluginId pluginId) {
    return query("pk = :pk", Map.of(":pk", Items.text(TenantKeys.ofPlugin(environment, pluginId))))
        .map(DynamoTenantPlugins::settings)
        .toList();
  }

  @Override
  public Page<TenantPlugin> ofTenant(Environment environment, String tenant, PageRequest page) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pk", Items.text(TenantKeys.ofTenant(environment, tenant)));
    page.after().ifPresent(it -> values.put(":after", Items.text(it)));
    var found =
        dynamo.query(
            it ->
                it.tableName(tables.tenants())
                    .consistentRead(true)
                    .keyConditionExpression(
                        page.after().isPresent() ? "pk = :pk AND sk > :after" : "pk = :pk")
                    .expressionAttributeValues(values)
                    .limit(page.limit()));
    var ids =
        found.items().stream()
            .map(it -> new TenantPluginId(environment, PluginId.parse(sk(it)), tenant))
            .toList();
    var byPlugin = find(ids).stream().collect(Collectors.toMap(it -> it.id().pluginId(), it -> it));
    return new Page<>(
        ids.stream()
            .flatMap(it -> Optional.ofNullable(byPlugin.get(it.pluginId())).stream())
            .toList(),
        found.hasLastEvaluatedKey() && !ids.isEmpty()
            ? Optional.of(ids.getLast().pluginId().toString())
            : Optional.empty());
  }

  @Override
  public long count(Environment environment, PluginId pluginId) {
    return query("pk = :pk", Map.of(":pk", Items.text(TenantKeys.counts(environment, pluginId))))
        .mapToLong(it -> count(Optional.of(it)))
        .sum();
  }

  private List<TenantPlugin> find(List<TenantPluginId> ids) {
    var keys = ids.stream().map(TenantKeys::settings).toList();
    return Items.find(dynamo, tables.tenants(), keys).stream()
        .map(DynamoTenantPlugins::settings)
        .toList();
  }

  @Override
  public boolean commit(
      TenantPlugin next, Optional<NewConfiguration> configuration, AuditRecord audit) {
    var record = AuditHead.read(dynamo, tables.audit(), audit.subject()).append(audit);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      switch (transaction(next, configuration, record).commit()) {
        case Transaction.Commit.Committed() -> {
          return true;
        }
        case Transaction.Commit.Refused(List<String> failed) -> {
          if (failed.contains(SETTINGS) || failed.contains(Transaction.AUDIT)) {
            return false;
          }
          // Another change of the shard was first: this one gets the next number.
          AwsFailure.BACKOFF.pause(attempt);
        }
      }
    }
    throw new IllegalStateException(
        "Shard %d of %s changed in each of %d attempts"
            .formatted(next.id().shard(), next.id().environment(), ATTEMPTS));
  }

  private Transaction transaction(
      TenantPlugin next, Optional<NewConfiguration> configuration, AuditHead.Appended record) {
    var id = next.id();
    long number = count(counter(id)) + 1;
    boolean first = next.revision() == 1;
    var item = Items.of(TenantKeys.settings(id), StoredTenantPlugin.of(next));
    item.putAll(PinKeys.indexed(next, Items::sortable));
    var transaction =
        new Transaction(dynamo)
            .put(
                SETTINGS,
                tables.tenants(),
                item,
                first ? "attribute_not_exists(pk)" : "revision = :before",
                first ? Map.of() : Map.of(":before", Items.number(next.revision() - 1)))
            .update("counter", counted(id, number))
            .create("change", tables.tenants(), change(id, number))
            .create(Transaction.AUDIT, tables.audit(), record.attributes());
    configuration.ifPresent(
        it -> DynamoTenantConfigurations.write(it, tables.tenants(), transaction));
    return first
        ? transaction
            .create("listed", tables.tenants(), TenantKeys.listed(id).attributes())
            .update("count", oneMore(id))
        : transaction;
  }

  private Optional<Map<String, AttributeValue>> counter(TenantPluginId id) {
    var key = TenantKeys.counter(id.environment(), id.shard());
    return Items.find(dynamo, tables.tenants(), key);
  }

  private Update counted(TenantPluginId id, long number) {
    boolean first = number == 1;
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":next", Items.number(number));
    if (!first) {
      values.put(":before", Items.number(number - 1));
    }
    return Update.builder()
        .tableName(tables.tenants())
        .key(TenantKeys.counter(id.environment(), id.shard()).attributes())
        .updateExpression("SET n = :next")
        .conditionExpression(first ? "attribute_not_exists(n)" : "n = :before")
        .expressionAttributeValues(values)
        .build();
  }

  private Update oneMore(TenantPluginId id) {
    return Update.builder()
        .tableName(tables.tenants())
        .key(TenantKeys.count(id).attributes())
        .updateExpression("ADD n :one")
        .expressionAttributeValues(Map.of(":one", Items.number(1)))
        .build();
  }

  private Map<String, AttributeValue> change(TenantPluginId id, long number) {
    var key = TenantKeys.change(id.environment(), id.shard(), number);
    Map<String, AttributeValue> item = new HashMap<>(key.attributes());
    item.put("pluginId", Items.text(id.pluginId().toString()));
    item.put("tenant", Items.text(id.tenant()));
    item.put("expiresAt", Items.number(clock.instant().plus(LISTED).getEpochSecond()));
    return item;
  }

  @Override
  public List<Long> changeCounts(Environment environment) {
    var keys =
        IntStream.range(0, TenantPluginId.SHARDS)
            .mapToObj(it -> TenantKeys.counter(environment, it))
            .toList();
    Map<String, Long> counts =
        Items.find(dynamo, tables.tenants(), keys).stream()
            .collect(
                Collectors.toMap(
                    it -> Objects.requireNonNull(it.get("pk")).s(), it -> count(Optional.of(it))));
    return keys.stream().map(Key::pk).map(it -> counts.getOrDefault(it, 0L)).toList();
  }

  @Override
  public Changes changes(Environment environment, int shard, long after) {
    var last = TenantKeys.change(environment, shard, Long.MAX_VALUE);
    var listed =
        query(
                "pk = :pk AND sk BETWEEN :first AND :last",
                Map.of(
                    ":pk", Items.text(last.pk()),
                    ":first", Items.text(TenantKeys.change(environment, shard, after + 1).sk()),
                    ":last", Items.text(last.sk())))
            .toList();
    // Expired changes disappear in any order.
    long count = listed.isEmpty() ? after : TenantKeys.number(sk(listed.getLast()));
    if (listed.isEmpty() || listed.size() != count - after) {
      return new Changes.TooOld();
    }
    Set<TenantPluginId> ids =
        listed.stream()
            .map(it -> id(environment, it))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new Changes.Known(find(List.copyOf(ids)), count);
  }

  private static TenantPluginId id(Environment environment, Map<String, AttributeValue> change) {
    return new TenantPluginId(
        environment,
        PluginId.parse(Objects.requireNonNull(change.get("pluginId")).s()),
        Objects.requireNonNull(change.get("tenant")).s());
  }

  private Stream<Map<String, AttributeValue>> query(
      String condition, Map<String, AttributeValue> values) {
    var request =
        QueryRequest.builder()
            .tableName(tables.tenants())
            .consistentRead(true)
            .keyConditionExpression(condition)
            .expressionAttributeValues(values)
            .build();
    return dynamo.queryPaginator(request).items().stream();
  }

  private static long count(Optional<Map<String, AttributeValue>> counter) {
    return counter.map(it -> it.get(COUNT)).map(it -> Long.parseLong(it.n())).orElse(0L);
  }

  private static String sk(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get("sk")).s();
  }

  private static TenantPlugin settings(Map<String, AttributeValue> item) {
    return Items.read(item, StoredTenantPlugin.class).toDomain();
  }
}
