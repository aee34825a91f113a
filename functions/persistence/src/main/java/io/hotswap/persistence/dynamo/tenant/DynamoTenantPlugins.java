package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.SettingsFence;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PinKeys;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.failure.AwsFailure;
import io.hotswap.persistence.failure.Contention;
import io.hotswap.persistence.stored.tenant.StoredTenantPlugin;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Tenants' settings, one item each. A change also counts on in its shard and is listed there, all
/// in one transaction: a node that has read a shard up to a number has seen every change before.
public final class DynamoTenantPlugins implements TenantPlugins, TenantPluginFeed, SettingsFence {
  // A shard takes about 20 changes a second; beyond, they queue up here. Their pauses are 17
  // seconds
  // at most and half of that on average: the caller waits 29.
  private static final int ATTEMPTS = 20;
  private static final String SETTINGS = "settings";

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final TenantDefaults defaults;
  private final SettingsChanges changes;
  private final DynamoTenantConfigurations configurations;
  private final DynamoStageDefaults stageDefaults;

  /// Of a stage without defaults of its own.
  public DynamoTenantPlugins(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this(dynamo, tables, TenantDefaults.OPEN, clock);
  }

  /// @param defaults of the stage
  public DynamoTenantPlugins(
      DynamoDbClient dynamo, Tables tables, TenantDefaults defaults, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.defaults = defaults;
    this.changes = new SettingsChanges(dynamo, tables, clock);
    this.configurations = new DynamoTenantConfigurations(dynamo, tables);
    this.stageDefaults = new DynamoStageDefaults(dynamo, tables);
  }

  @Override
  public Optional<TenantPlugin> find(TenantPluginId id) {
    return Items.find(dynamo, tables.tenants(), TenantKeys.settings(id))
        .map(DynamoTenantPlugins::settings);
  }

  @Override
  public RoutedTenants of(Environment environment, PluginId pluginId) {
    return defaults.routing(ofPlugin(environment, pluginId));
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
    var byPlugin =
        settings(ids).stream().collect(Collectors.toMap(it -> it.id().pluginId(), it -> it));
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
        .mapToLong(it -> SettingsChanges.count(Optional.of(it)))
        .sum();
  }

  @Override
  public List<TenantPlugin> settings(Collection<TenantPluginId> ids) {
    var keys = ids.stream().map(TenantKeys::settings).toList();
    return Items.find(dynamo, tables.tenants(), keys).stream()
        .map(DynamoTenantPlugins::settings)
        .toList();
  }

  @Override
  public Optional<OngoingErasure> erasure(TenantPluginId id) {
    return new OpenErasures(dynamo, tables.tenants()).first(it -> it.includes(id));
  }

  @Override
  public long fence(TenantPluginId id) {
    return changes.fence(id.environment(), id.shard());
  }

  @Override
  public void raise(Environment environment) {
    changes.raiseFences(environment);
  }

  @Override
  public boolean commit(
      TenantPlugin next, Optional<NewConfiguration> configuration, long fence, AuditRecord audit) {
    return committed(next.id(), audit, () -> change(next, configuration, fence));
  }

  @Override
  public boolean erase(TenantPlugin current, AuditRecord audit) {
    return committed(current.id(), audit, () -> Optional.of(removal(current)));
  }

  /// @param change in a transaction of its own for each attempt; empty when it must not be written
  private boolean committed(
      TenantPluginId id, AuditRecord audit, Supplier<Optional<Transaction>> change) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var transaction = change.get();
      if (transaction.isEmpty()) {
        return false;
      }
      switch (transaction.get().audit(tables.audit(), audit).commit()) {
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
    throw new Contention(
        "Shard %d of %s changed in each of %d attempts"
            .formatted(id.shard(), id.environment(), ATTEMPTS));
  }

  private Optional<Transaction> change(
      TenantPlugin next, Optional<NewConfiguration> configuration, long fence) {
    var id = next.id();
    var counter = changes.counter(id);
    if (counter.fence() != fence) {
      return Optional.empty();
    }
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
                first ? Map.of() : Map.of(":before", Items.number(next.revision() - 1)));
    changes.announce(transaction, id, counter, false);
    configuration.ifPresent(it -> configurations.write(transaction, it));
    if (first && !id.isOfEveryTenant()) {
      transaction
          .create("listed", tables.tenants(), TenantKeys.listed(id).attributes())
          .update("count", counted(id, 1));
    }
    return Optional.of(transaction);
  }

  private Transaction removal(TenantPlugin it) {
    var id = it.id();
    var transaction =
        new Transaction(dynamo)
            .delete(
                SETTINGS,
                deletion(TenantKeys.settings(id))
                    .conditionExpression("revision = :revision")
                    .expressionAttributeValues(Map.of(":revision", Items.number(it.revision())))
                    .build());
    configurations.delete(transaction, id);
    changes.announce(transaction, id, changes.counter(id), true);
    return id.isOfEveryTenant()
        ? transaction
        : transaction
            .delete("listed", deletion(TenantKeys.listed(id)).build())
            .update("count", counted(id, -1));
  }

  private Delete.Builder deletion(Key key) {
    return Delete.builder().tableName(tables.tenants()).key(key.attributes());
  }

  private Update counted(TenantPluginId id, int more) {
    return Update.builder()
        .tableName(tables.tenants())
        .key(TenantKeys.count(id).attributes())
        .updateExpression("ADD n :more")
        .expressionAttributeValues(Map.of(":more", Items.number(more)))
        .build();
  }

  @Override
  public List<Long> changeCounts(Environment environment) {
    return changes.counts(environment);
  }

  @Override
  public Optional<TenantDefaults> defaults(Environment environment) {
    return stageDefaults.find(environment);
  }

  @Override
  public Changes changes(Environment environment, int shard, long after) {
    return changes.since(environment, shard, after, this::settings);
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

  private static String sk(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get("sk")).s();
  }

  private static TenantPlugin settings(Map<String, AttributeValue> item) {
    return Items.read(item, StoredTenantPlugin.class).toDomain();
  }
}
