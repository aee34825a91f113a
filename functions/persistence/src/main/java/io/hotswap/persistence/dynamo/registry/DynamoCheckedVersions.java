package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredVersionChecks;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// The checks of each version: an item beside the version's. While one is to be run, the item is in
/// the `list` index.
public final class DynamoCheckedVersions implements CheckedVersions {
  private static final String CHECKS = "checks";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoCheckedVersions(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<VersionChecks> find(PluginId id, SemanticVersion version) {
    return Items.find(dynamo, tables.plugins(), key(id, version)).map(DynamoCheckedVersions::read);
  }

  @Override
  public List<VersionChecks> find(PluginId id, Collection<SemanticVersion> versions) {
    var keys = versions.stream().map(it -> key(id, it)).toList();
    return Items.find(dynamo, tables.plugins(), keys).stream()
        .map(DynamoCheckedVersions::read)
        .toList();
  }

  @Override
  public Page<VersionChecks> pending(PageRequest page) {
    return ListIndex.page(
        dynamo,
        tables.plugins(),
        PluginKeys.PENDING_CHECKS,
        page,
        DynamoCheckedVersions::read,
        DynamoCheckedVersions::position);
  }

  @Override
  public boolean write(VersionChecks after, Optional<AuditRecord> audit) {
    var transaction = new Transaction(dynamo);
    put(transaction, after);
    transaction.check(
        "version",
        ConditionCheck.builder()
            .tableName(tables.plugins())
            .key(PluginKeys.version(after.pluginId(), after.version().text()).attributes())
            .conditionExpression("digest = :digest")
            .expressionAttributeValues(Map.of(":digest", Items.text(after.digest().toString())))
            .build());
    audit.ifPresent(it -> transaction.audit(tables.audit(), it));
    return transaction.commit() instanceof Transaction.Commit.Committed;
  }

  /// Adds the write of a record to a transaction.
  void put(Transaction transaction, VersionChecks after) {
    var item = Items.of(key(after.pluginId(), after.version()), StoredVersionChecks.of(after));
    if (!after.due().isEmpty()) {
      item.put("listPk", Items.text(PluginKeys.PENDING_CHECKS));
      item.put("listSk", Items.text(position(after)));
    }
    if (after.revision() == 1) {
      transaction.create(CHECKS, tables.plugins(), item);
    } else {
      var before = Map.of(":before", Items.number(after.revision() - 1));
      transaction.put(CHECKS, tables.plugins(), item, "revision = :before", before);
    }
  }

  /// Adds the removal of a version's record, if it has one, to a transaction.
  void delete(Transaction transaction, PluginId id, SemanticVersion version) {
    transaction.delete(
        CHECKS,
        Delete.builder().tableName(tables.plugins()).key(key(id, version).attributes()).build());
  }

  private static String position(VersionChecks it) {
    return it.pluginId() + "#" + it.version();
  }

  private static Key key(PluginId id, SemanticVersion version) {
    return PluginKeys.checks(id, version.text());
  }

  private static VersionChecks read(Map<String, AttributeValue> item) {
    return Items.read(item, StoredVersionChecks.class).toDomain();
  }
}
