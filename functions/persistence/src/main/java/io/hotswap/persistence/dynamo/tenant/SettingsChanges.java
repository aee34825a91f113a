package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed.Changes;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// The change counters of the shards, and the latest changes that they have counted. A shard's
/// fence lies beside its counter, which every change moves anyway: raising it competes with the
/// changes of one shard at a time, and a change with nothing more than before.
final class SettingsChanges {
  /// How long changes are listed. A node that was away for longer reads all settings again.
  private static final Duration LISTED = Duration.ofDays(1);

  private static final String COUNT = "n";
  private static final String FENCE = "fence";
  private static final String ERASED = "erased";

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Clock clock;

  SettingsChanges(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  /// @param count of the changes of the shard
  record Counter(Key key, long count, long fence) {}

  /// Consistent read.
  Counter counter(TenantPluginId id) {
    return counter(id.environment(), id.shard());
  }

  private Counter counter(Environment environment, int shard) {
    var key = TenantKeys.counter(environment, shard);
    var item = Items.find(dynamo, tables.tenants(), key);
    return new Counter(key, count(item), number(item, FENCE));
  }

  long fence(Environment environment, int shard) {
    return counter(environment, shard).fence();
  }

  /// One after the other. A change that it meets is written before, or made again.
  void raiseFences(Environment environment) {
    IntStream.range(0, TenantPluginId.SHARDS)
        .mapToObj(it -> raised(TenantKeys.counter(environment, it)))
        .forEach(it -> new Transaction(dynamo).update(FENCE, it).commit());
  }

  private Update raised(Key counter) {
    return Update.builder()
        .tableName(tables.tenants())
        .key(counter.attributes())
        .updateExpression("ADD fence :one")
        .expressionAttributeValues(Map.of(":one", Items.number(1)))
        .build();
  }

  /// Counts on in the shard, and lists the change, in the change's transaction. It is refused when
  /// another change of the shard is first, or its fence is raised.
  ///
  /// @param before as it was just read
  /// @param erased whether the settings are removed
  Transaction announce(Transaction transaction, TenantPluginId id, Counter before, boolean erased) {
    return transaction
        .update("counter", counted(before))
        .create("change", tables.tenants(), change(id, before.count() + 1, erased));
  }

  private Update counted(Counter before) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":next", Items.number(before.count() + 1));
    var condition =
        unchanged(COUNT, before.count(), values)
            + " AND "
            + unchanged(FENCE, before.fence(), values);
    return Update.builder()
        .tableName(tables.tenants())
        .key(before.key().attributes())
        .updateExpression("SET n = :next")
        .conditionExpression(condition)
        .expressionAttributeValues(values)
        .build();
  }

  private static String unchanged(String name, long value, Map<String, AttributeValue> values) {
    if (value == 0) {
      return "attribute_not_exists(" + name + ")";
    }
    values.put(":" + name, Items.number(value));
    return name + " = :" + name;
  }

  private Map<String, AttributeValue> change(TenantPluginId id, long number, boolean erased) {
    var key = TenantKeys.change(id.environment(), id.shard(), number);
    Map<String, AttributeValue> item = new HashMap<>(key.attributes());
    item.put("pluginId", Items.text(id.pluginId().toString()));
    item.put("tenant", Items.text(id.tenant()));
    item.put("expiresAt", Items.number(clock.instant().plus(LISTED).getEpochSecond()));
    if (erased) {
      item.put(ERASED, AttributeValue.fromBool(true));
    }
    return item;
  }

  List<Long> counts(Environment environment) {
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

  /// @param find settings by their ids; those that there are
  Changes since(
      Environment environment,
      int shard,
      long after,
      Function<List<TenantPluginId>, List<TenantPlugin>> find) {
    var listed = listed(environment, shard, after).toList();
    // Expired changes disappear in any order.
    long count =
        listed.isEmpty()
            ? after
            : TenantKeys.number(Objects.requireNonNull(listed.getLast().get("sk")).s());
    if (listed.isEmpty() || listed.size() != count - after) {
      return new Changes.TooOld();
    }
    Map<TenantPluginId, Boolean> erased = new LinkedHashMap<>();
    listed.forEach(
        it -> erased.merge(id(environment, it), it.containsKey(ERASED), Boolean::logicalOr));
    return new Changes.Known(changed(erased, find), count);
  }

  /// Settings that were erased come unset, also before those that were made anew.
  private static List<TenantPlugin> changed(
      Map<TenantPluginId, Boolean> erased,
      Function<List<TenantPluginId>, List<TenantPlugin>> find) {
    var found =
        find.apply(List.copyOf(erased.keySet())).stream()
            .collect(Collectors.toMap(TenantPlugin::id, it -> it));
    List<TenantPlugin> changed = new ArrayList<>();
    erased.forEach(
        (id, wasErased) -> {
          var now = Optional.ofNullable(found.get(id));
          if (wasErased || now.isEmpty()) {
            changed.add(TenantPlugin.unset(id));
          }
          now.ifPresent(changed::add);
        });
    return changed;
  }

  private Stream<Map<String, AttributeValue>> listed(
      Environment environment, int shard, long after) {
    var last = TenantKeys.change(environment, shard, Long.MAX_VALUE);
    var request =
        QueryRequest.builder()
            .tableName(tables.tenants())
            .consistentRead(true)
            .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":pk", Items.text(last.pk()),
                    ":first", Items.text(TenantKeys.change(environment, shard, after + 1).sk()),
                    ":last", Items.text(last.sk())))
            .build();
    return dynamo.queryPaginator(request).items().stream();
  }

  private static TenantPluginId id(Environment environment, Map<String, AttributeValue> change) {
    return new TenantPluginId(
        environment,
        PluginId.parse(Objects.requireNonNull(change.get("pluginId")).s()),
        Objects.requireNonNull(change.get("tenant")).s());
  }

  static long count(Optional<Map<String, AttributeValue>> counter) {
    return number(counter, COUNT);
  }

  private static long number(Optional<Map<String, AttributeValue>> item, String name) {
    return item.map(it -> it.get(name)).map(it -> Long.parseLong(it.n())).orElse(0L);
  }
}
