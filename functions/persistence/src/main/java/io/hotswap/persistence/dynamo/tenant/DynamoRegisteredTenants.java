package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenants;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.RegisteredTenantKeys;
import io.hotswap.persistence.stored.tenant.StoredRegisteredTenant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Tenants in the tenants' table, listed by its index.
public final class DynamoRegisteredTenants implements RegisteredTenants {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoRegisteredTenants(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<RegisteredTenant> find(String id) {
    return Items.find(dynamo, tables.tenants(), RegisteredTenantKeys.tenant(id))
        .map(DynamoRegisteredTenants::tenant);
  }

  @Override
  public Page<RegisteredTenant> list(Optional<String> prefix, PageRequest page) {
    // An id has no character below `!` or above `z`.
    var first = page.after().map(it -> it + " ").orElse(prefix.orElse(" "));
    var last = prefix.orElse("") + "~";
    if (first.compareTo(last) > 0) {
      return new Page<>(List.of(), Optional.empty());
    }
    var found =
        dynamo.query(
            it ->
                it.tableName(tables.tenants())
                    .indexName("list")
                    .keyConditionExpression("listPk = :list AND listSk BETWEEN :first AND :last")
                    .expressionAttributeValues(
                        Map.of(
                            ":list", Items.text(RegisteredTenantKeys.LIST),
                            ":first", Items.text(first),
                            ":last", Items.text(last)))
                    .limit(page.limit()));
    var ids = ids(found);
    return new Page<>(
        find(ids),
        found.hasLastEvaluatedKey() ? ids.reversed().stream().findFirst() : Optional.empty());
  }

  private static List<String> ids(QueryResponse found) {
    return found.items().stream().map(it -> Objects.requireNonNull(it.get("listSk")).s()).toList();
  }

  private List<RegisteredTenant> find(List<String> ids) {
    var keys = ids.stream().map(RegisteredTenantKeys::tenant).toList();
    return Items.find(dynamo, tables.tenants(), keys).stream()
        .map(DynamoRegisteredTenants::tenant)
        .sorted(Comparator.comparing(RegisteredTenant::id))
        .toList();
  }

  @Override
  public boolean commit(RegisteredTenant next, AuditRecord audit) {
    var item = Items.of(RegisteredTenantKeys.tenant(next.id()), StoredRegisteredTenant.of(next));
    item.put("listPk", Items.text(RegisteredTenantKeys.LIST));
    item.put("listSk", Items.text(next.id()));
    boolean first = next.revision() == 1;
    return new Transaction(dynamo)
            .put(
                "tenant",
                tables.tenants(),
                item,
                first ? "attribute_not_exists(pk)" : "revision = :before",
                first ? Map.of() : Map.of(":before", Items.number(next.revision() - 1)))
            .audit(tables.audit(), audit)
            .commit()
        instanceof Transaction.Commit.Committed;
  }

  private static RegisteredTenant tenant(Map<String, AttributeValue> item) {
    return Items.read(item, StoredRegisteredTenant.class).toDomain();
  }
}
