package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.StoredLibraries;
import io.hotswap.domain.library.StoredLibrary;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.LibraryKeys;
import io.hotswap.persistence.stored.registry.StoredLibraryItem;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// An item for each stored library in the plugins' table.
public final class DynamoStoredLibraries implements StoredLibraries {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoStoredLibraries(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<StoredLibrary> find(Digest digest) {
    return Items.find(dynamo, tables.plugins(), LibraryKeys.library(digest))
        .map(it -> Items.read(it, StoredLibraryItem.class).toDomain());
  }

  @Override
  public void keep(StoredLibrary library) {
    var item = Items.of(LibraryKeys.library(library.digest()), StoredLibraryItem.of(library));
    new Transaction(dynamo).create("library", tables.plugins(), item).commit();
  }
}
