package io.hotswap.persistence.dynamo;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.stored.approval.StoredApproval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Approvals in the deployments' table; each deployment points to its newest.
public final class DynamoApprovals implements Approvals {
  static final String APPROVAL = "approval";
  // Puts in a transaction need a condition; this one always holds, as the new approval replaces any
  // earlier one.
  private static final String ANYTHING = "attribute_exists(pk) OR attribute_not_exists(pk)";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoApprovals(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<Approval> find(UUID id) {
    return item(DeploymentKeys.approval(id))
        .map(it -> Items.read(it, StoredApproval.class).toDomain());
  }

  @Override
  public Optional<Approval> of(DeploymentId deploymentId) {
    return item(DeploymentKeys.newestApproval(deploymentId))
        .map(it -> Items.read(it, Newest.class))
        .flatMap(it -> find(it.approvalId()));
  }

  /// @param approvalId of the deployment's newest approval
  record Newest(UUID approvalId) {}

  private Optional<Map<String, AttributeValue>> item(Key key) {
    return Items.find(dynamo, tables.deployments(), key);
  }

  @Override
  public Page<Approval> list(Optional<ApprovalStatus> status, PageRequest page) {
    // DynamoDB filters after it has cut the page, so pages are counted here.
    var found =
        dynamo.queryPaginator(query(status, page)).items().stream()
            .map(it -> Items.read(it, StoredApproval.class).toDomain())
            .limit(page.limit() + 1L)
            .toList();
    boolean more = found.size() > page.limit();
    var items = more ? found.subList(0, page.limit()) : found;
    return new Page<>(items, more ? Optional.of(listSk(items.getLast())) : Optional.empty());
  }

  private QueryRequest query(Optional<ApprovalStatus> status, PageRequest page) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":all", Items.text(DeploymentKeys.APPROVAL_LIST));
    page.after().ifPresent(it -> values.put(":after", Items.text(it)));
    var query =
        QueryRequest.builder()
            .tableName(tables.deployments())
            .indexName("list")
            .keyConditionExpression(
                page.after().isPresent() ? "listPk = :all AND listSk < :after" : "listPk = :all")
            .scanIndexForward(false);
    status.ifPresent(
        it -> {
          values.put(":status", Items.text(it.name()));
          query
              .filterExpression("#status = :status")
              .expressionAttributeNames(Map.of("#status", "status"));
        });
    return query.expressionAttributeValues(values).build();
  }

  @Override
  public boolean commit(Approval after, AuditRecord audit, List<Message> messages) {
    var transaction = add(new Transaction(dynamo), after).audit(tables.audit(), audit);
    new DynamoOutbox(dynamo, tables).add(transaction, messages);
    return transaction.commit() instanceof Transaction.Commit.Committed;
  }

  /// Writes an approval in a transaction, if its revision is still the one before.
  Transaction add(Transaction transaction, Approval after) {
    var item = new HashMap<>(Items.attributes(StoredApproval.of(after)));
    item.putAll(DeploymentKeys.approval(after.id()).attributes());
    item.put("listPk", Items.text(DeploymentKeys.APPROVAL_LIST));
    item.put("listSk", Items.text(listSk(after)));
    if (after.revision() > 1) {
      var before = Map.of(":before", Items.number(after.revision() - 1));
      return transaction.put(APPROVAL, tables.deployments(), item, "revision = :before", before);
    }
    var pointer = new HashMap<>(Items.attributes(new Newest(after.id())));
    pointer.putAll(DeploymentKeys.newestApproval(after.deploymentId()).attributes());
    return transaction
        .create(APPROVAL, tables.deployments(), item)
        .put("newest", tables.deployments(), pointer, ANYTHING, Map.of());
  }

  private static String listSk(Approval approval) {
    return Items.sortable(approval.createdAt()) + "#" + approval.id();
  }
}
