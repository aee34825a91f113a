package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.ErasureItem;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.dynamo.keys.RoutingKeys;
import io.hotswap.persistence.stored.registry.StoredPlugin;
import io.hotswap.persistence.stored.registry.StoredPluginVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// Plugins and their versions: one partition per plugin.
public final class DynamoPlugins implements Plugins {
  private static final String PLUGIN = "plugin";
  private static final String VERSION = "version";
  private static final String UPLOAD = "upload";
  private static final String BINARY = "binary";
  private static final String IN_USE = "in use";

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final DynamoUploads uploads;
  private final DynamoBinaryRemovals removals;
  private final DynamoKnownVersions known;
  private final VersionItems versionItems;
  private final DynamoCheckedVersions checks;
  private final DynamoLibraryInventories inventories;

  public DynamoPlugins(DynamoDbClient dynamo, Tables tables, DynamoUploads uploads) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.uploads = uploads;
    this.removals = new DynamoBinaryRemovals(dynamo, tables);
    this.known = new DynamoKnownVersions(dynamo, tables);
    this.versionItems = new VersionItems(dynamo, tables);
    this.checks = new DynamoCheckedVersions(dynamo, tables);
    this.inventories = new DynamoLibraryInventories(dynamo, tables);
  }

  @Override
  public Optional<RegisteredPlugin> find(PluginId id) {
    return item(PluginKeys.plugin(id)).map(item -> Items.read(item, StoredPlugin.class).toDomain());
  }

  @Override
  public Optional<PluginVersion> find(PluginId id, SemanticVersion version) {
    return item(version(id, version))
        .map(item -> Items.read(item, StoredPluginVersion.class).toDomain());
  }

  private Optional<Map<String, AttributeValue>> item(Key key) {
    return Items.find(dynamo, tables.plugins(), key);
  }

  @Override
  public Page<RegisteredPlugin> list(PageRequest page) {
    return ListIndex.page(
        dynamo,
        tables.plugins(),
        PluginKeys.LIST,
        page,
        item -> Items.read(item, StoredPlugin.class).toDomain(),
        RegisteredPlugin::name);
  }

  @Override
  public List<PluginVersion> samePrecedence(PluginId id, SemanticVersion version) {
    var plain = PluginKeys.VERSIONS + version.withoutBuild();
    // In ASCII a comma follows the plus sign that starts build metadata.
    var values =
        Map.of(
            ":pk", Items.text(PluginKeys.partition(id)),
            ":plain", Items.text(plain),
            ":beyond", Items.text(plain + ","));
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.plugins())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :plain AND :beyond")
                    .expressionAttributeValues(values))
        .items()
        .stream()
        .map(item -> Items.read(item, StoredPluginVersion.class).toDomain())
        .toList();
  }

  @Override
  public List<SemanticVersion> versions(PluginId id) {
    var values =
        Map.of(
            ":pk",
            Items.text(PluginKeys.partition(id)),
            ":versions",
            Items.text(PluginKeys.VERSIONS));
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.plugins())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :versions)")
                    .projectionExpression("sk")
                    .expressionAttributeValues(values))
        .items()
        .stream()
        .flatMap(item -> Optional.ofNullable(item.get("sk")).stream())
        .map(it -> new SemanticVersion(it.s().substring(PluginKeys.VERSIONS.length())))
        .toList();
  }

  @Override
  public List<PluginVersion> find(PluginId id, Collection<SemanticVersion> versions) {
    var keys = versions.stream().map(it -> version(id, it)).toList();
    return Items.find(dynamo, tables.plugins(), keys).stream()
        .map(item -> Items.read(item, StoredPluginVersion.class).toDomain())
        .toList();
  }

  @Override
  public BinaryRemovals removals(Digest digest) {
    return removals.of(digest);
  }

  @Override
  public boolean beginRemoval(PluginVersion version, Instant until) {
    return removals.begin(version(version.pluginId(), version.version()), version.digest(), until);
  }

  @Override
  public void endRemoval(Digest digest, Instant until) {
    removals.end(digest, until);
  }

  @Override
  public Added add(Addition addition) {
    var transaction = new Transaction(dynamo);
    var version = addition.version();
    transaction.create(
        VERSION,
        tables.plugins(),
        Items.of(version(version.pluginId(), version.version()), StoredPluginVersion.of(version)));
    checks.put(transaction, addition.checks());
    put(transaction, addition.plugin());
    removals.unchanged(transaction, BINARY, version.digest(), addition.removals());
    addition.upload().ifPresent(it -> uploads.complete(transaction, UPLOAD, it));
    known.add(transaction, version);
    versionItems.putSignature(transaction, version);
    transaction.audit(tables.audit(), addition.audit());
    return switch (transaction.commit()) {
      case Transaction.Commit.Committed committed -> Added.Written;
      case Transaction.Commit.Refused(var failed) when failed.contains(VERSION) ->
          Added.VersionExists;
      case Transaction.Commit.Refused(var failed) when failed.contains(UPLOAD) ->
          Added.UploadClosed;
      case Transaction.Commit.Refused(var failed) when failed.contains(BINARY) ->
          Added.BinaryRemoved;
      case Transaction.Commit.Refused refused -> Added.PluginChanged;
    };
  }

  /// The version's item is otherwise immutable, so its signature tells whether it changed.
  @Override
  public boolean sign(PluginVersion before, PluginVersion after, AuditRecord audit) {
    var transaction = new Transaction(dynamo);
    var unchanged =
        before.signature().isEmpty()
            ? "attribute_exists(pk) AND digest = :digest AND attribute_not_exists(signature)"
            : "digest = :digest AND signature.cms = :cms";
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":digest", Items.text(before.digest().toString()));
    before.signature().ifPresent(it -> values.put(":cms", Items.text(it.cms())));
    transaction.put(
        VERSION,
        tables.plugins(),
        Items.of(version(after.pluginId(), after.version()), StoredPluginVersion.of(after)),
        unchanged,
        values);
    versionItems.putSignature(transaction, after);
    return transaction.audit(tables.audit(), audit).commit()
        instanceof Transaction.Commit.Committed;
  }

  @Override
  public Removed remove(Removal removal) {
    var transaction = new Transaction(dynamo);
    var plugin = removal.plugin();
    removal.versions().forEach(it -> versionItems.delete(transaction, it));
    removal
        .remaining()
        .ifPresentOrElse(it -> put(transaction, it), () -> delete(transaction, plugin));
    for (var environment : Environment.values()) {
      notDeployed(transaction, plugin.pluginId(), environment);
    }
    removal.erasure().ifPresent(it -> new ErasureItem(it).begin(transaction, tables.tenants()));
    transaction.audit(tables.audit(), removal.audit());
    return switch (transaction.commit()) {
      case Transaction.Commit.Committed committed -> {
        removal.versions().forEach(inventories::remove);
        yield Removed.Written;
      }
      case Transaction.Commit.Refused(var failed) when failed.contains(IN_USE) -> Removed.InUse;
      case Transaction.Commit.Refused refused -> Removed.PluginChanged;
    };
  }

  @Override
  public Removed remove(VersionRemoval removal) {
    var transaction = new Transaction(dynamo);
    var id = removal.version().pluginId();
    versionItems.delete(transaction, removal.version());
    put(transaction, removal.remaining());
    var tasks = new DynamoDeprecationTasks(dynamo, tables);
    removal.task().ifPresent(it -> tasks.begin(transaction, it));
    removal.routed().forEach((where, it) -> versionItems.unchanged(transaction, id, where, it));
    transaction.audit(tables.audit(), removal.audit());
    if (!(transaction.commit() instanceof Transaction.Commit.Committed)) {
      return Removed.PluginChanged;
    }
    inventories.remove(removal.version());
    return Removed.Written;
  }

  private void put(Transaction transaction, RegisteredPlugin plugin) {
    var item = Items.of(PluginKeys.plugin(plugin.pluginId()), StoredPlugin.of(plugin));
    item.put("listPk", Items.text(PluginKeys.LIST));
    item.put("listSk", Items.text(plugin.name()));
    if (plugin.revision() == 1) {
      transaction.create(PLUGIN, tables.plugins(), item);
    } else {
      var before = Map.of(":before", Items.number(plugin.revision() - 1));
      transaction.put(PLUGIN, tables.plugins(), item, "revision = :before", before);
    }
  }

  private void delete(Transaction transaction, RegisteredPlugin plugin) {
    transaction.delete(
        PLUGIN,
        Delete.builder()
            .tableName(tables.plugins())
            .key(PluginKeys.plugin(plugin.pluginId()).attributes())
            .conditionExpression("revision = :before")
            .expressionAttributeValues(Map.of(":before", Items.number(plugin.revision())))
            .build());
  }

  /// No version serves there and no deployment is in progress.
  private void notDeployed(Transaction transaction, PluginId id, Environment environment) {
    transaction.check(
        IN_USE,
        ConditionCheck.builder()
            .tableName(tables.deployments())
            .key(DeploymentKeys.slot(id, environment).attributes())
            .conditionExpression("attribute_not_exists(holder)")
            .build());
    transaction.check(
        IN_USE,
        ConditionCheck.builder()
            .tableName(tables.routing())
            .key(RoutingKeys.pointer(id, environment).attributes())
            .conditionExpression("attribute_not_exists(deployed) OR deployed = :no")
            .expressionAttributeValues(Map.of(":no", AttributeValue.fromBool(false)))
            .build());
  }

  private static Key version(PluginId id, SemanticVersion version) {
    return PluginKeys.version(id, version.text());
  }
}
