package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.Erasures;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.ErasureItem;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.ErasureKeys;
import io.hotswap.persistence.stored.tenant.StoredErasure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// Erasures in the tenants' table.
public final class DynamoErasures implements Erasures {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoErasures(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public boolean create(Erasure erasure, AuditRecord audit) {
    return new ErasureItem(erasure)
            .begin(new Transaction(dynamo), tables.tenants())
            .audit(tables.audit(), audit)
            .commit()
        instanceof Transaction.Commit.Committed;
  }

  @Override
  public Optional<Erasure> find(UUID id) {
    return Items.find(dynamo, tables.tenants(), ErasureKeys.erasure(id))
        .map(it -> Items.read(it, StoredErasure.class).toDomain());
  }

  @Override
  public List<Erasure> open() {
    return new OpenErasures(dynamo, tables.tenants()).all();
  }

  @Override
  public boolean advance(Erasure before, Erasure after, Optional<AuditRecord> certificate) {
    var item = new ErasureItem(after);
    var transaction =
        new Transaction(dynamo)
            .put(
                "erasure",
                tables.tenants(),
                item.progress(),
                "size(erased) = :erased AND erasedUpTo = :upTo AND attribute_not_exists(endedAt)",
                Map.of(
                    ":erased", Items.number(before.erased().size()),
                    ":upTo", Items.text(before.position())));
    if (after.hasEnded()) {
      var open = item.open().attributes();
      transaction.delete("open", Delete.builder().tableName(tables.tenants()).key(open).build());
    }
    certificate.ifPresent(it -> transaction.audit(tables.audit(), it));
    return transaction.commit() instanceof Transaction.Commit.Committed;
  }
}
