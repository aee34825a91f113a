package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenants;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.RegisteredTenantKeys;
import io.hotswap.persistence.stored.tenant.StoredRegisteredTenant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
    var index = new TenantIndex(dynamo, tables.tenants(), "list");
    var found = index.between(RegisteredTenantKeys.LIST, first, last, page.limit());
    return new Page<>(find(found.items().stream().map(index::sortKey).toList()), found.next());
  }

  private List<RegisteredTenant> find(List<String> ids) {
    var keys = ids.stream().map(RegisteredTenantKeys::tenant).toList();
    return Items.find(dynamo, tables.tenants(), keys).stream()
        .map(DynamoRegisteredTenants::tenant)
        .sorted(Comparator.comparing(RegisteredTenant::id))
        .toList();
  }

  @Override
  public Optional<OngoingErasure> erasure(String id) {
    return new OpenErasures(dynamo, tables.tenants()).first(new ErasedTenant(id)::equals);
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
