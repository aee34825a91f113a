package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.library.LibraryRepositories;
import io.hotswap.domain.library.RepositoryList;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.LibraryKeys;
import io.hotswap.persistence.stored.registry.StoredRepositories;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One item in the plugins' table.
public final class DynamoLibraryRepositories implements LibraryRepositories {
  private static final String LIST = "repositories";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoLibraryRepositories(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public RepositoryList current() {
    return Items.find(dynamo, tables.plugins(), LibraryKeys.repositories())
        .map(it -> Items.read(it, StoredRepositories.class).toDomain())
        .orElse(RepositoryList.EMPTY);
  }

  @Override
  public boolean commit(RepositoryList next, AuditRecord audit) {
    var item = Items.of(LibraryKeys.repositories(), StoredRepositories.of(next));
    var transaction = new Transaction(dynamo);
    if (next.revision() == 1) {
      transaction.create(LIST, tables.plugins(), item);
    } else {
      var before = Map.of(":before", Items.number(next.revision() - 1));
      transaction.put(LIST, tables.plugins(), item, "revision = :before", before);
    }
    return transaction.audit(tables.audit(), audit).commit()
        instanceof Transaction.Commit.Committed;
  }
}
