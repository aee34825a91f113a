package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.inventory.LibraryInventories;
import io.hotswap.domain.inventory.LibraryQuery;
import io.hotswap.domain.inventory.LibraryUse;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.persistence.aws.BatchWrites;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredLibraryUse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An item for each library beside the version's, in the `list` index under the library's name.
public final class DynamoLibraryInventories implements LibraryInventories {
  private static final String POSITION = "listSk";
  // In ASCII before and after all that a position begins with, and after `#`.
  private static final String FIRST = "!";
  private static final String LAST = "~";
  private static final String BEYOND = "$";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoLibraryInventories(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public void write(PluginVersion version, List<BundledLibrary> libraries) {
    batch()
        .put(
            IntStream.range(0, Math.min(MOST, libraries.size()))
                .mapToObj(it -> item(version, it, libraries.get(it))));
  }

  private static Map<String, AttributeValue> item(
      PluginVersion of, int number, BundledLibrary library) {
    var use = new LibraryUse(of.pluginId(), of.name(), of.version(), of.digest(), library);
    var key = PluginKeys.library(of.pluginId(), of.version().text(), of.digest(), number);
    var item = Items.of(key, StoredLibraryUse.of(use));
    item.put("listPk", Items.text(PluginKeys.libraryUses(library.name())));
    item.put(POSITION, Items.text(position(library, of.pluginId(), key)));
    return item;
  }

  private static String position(BundledLibrary library, PluginId id, Key key) {
    return "%s#%s#%s".formatted(library.version().orElse("?"), id, key.sk());
  }

  @Override
  public List<BundledLibrary> of(PluginVersion version) {
    return items(version)
        .map(it -> Items.read(it, StoredLibraryUse.class).toDomain().library())
        .toList();
  }

  private Stream<Map<String, AttributeValue>> items(PluginVersion of) {
    var values =
        Map.of(
            ":pk", Items.text(PluginKeys.partition(of.pluginId())),
            ":libraries", Items.text(PluginKeys.libraries(of.version().text(), of.digest())));
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.plugins())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :libraries)")
                    .expressionAttributeValues(values))
        .items()
        .stream();
  }

  @Override
  public Page<LibraryUse> uses(LibraryQuery query, PageRequest page) {
    var from = query.version().map(it -> it + "#").orElse(FIRST);
    var to = query.version().map(it -> it + BEYOND).orElse(LAST);
    // No position begins with another.
    var next = page.after().map(it -> it + FIRST).filter(it -> it.compareTo(from) > 0).orElse(from);
    return next.compareTo(to) > 0
        ? new Page<>(List.of(), Optional.empty())
        : between(query, next, to, page.limit());
  }

  private Page<LibraryUse> between(LibraryQuery query, String from, String to, int limit) {
    var found =
        dynamo.query(
            it ->
                it.tableName(tables.plugins())
                    .indexName("list")
                    .keyConditionExpression("listPk = :uses AND listSk BETWEEN :from AND :to")
                    .expressionAttributeValues(
                        Map.of(
                            ":uses", Items.text(PluginKeys.libraryUses(query.name())),
                            ":from", Items.text(from),
                            ":to", Items.text(to)))
                    .limit(limit));
    var uses =
        found.items().stream()
            .map(it -> Items.read(it, StoredLibraryUse.class).toDomain())
            .filter(it -> query.accepts(it.library()))
            .toList();
    return new Page<>(
        uses,
        found.hasLastEvaluatedKey() && !found.items().isEmpty()
            ? Optional.of(Objects.requireNonNull(found.items().getLast().get(POSITION)).s())
            : Optional.empty());
  }

  /// After the version: should that be interrupted, its libraries are not found any more all the
  /// same, because whoever looks for them looks for the version.
  void remove(PluginVersion version) {
    batch().delete(items(version).map(DynamoLibraryInventories::key).toList().stream());
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of(
        "pk", Objects.requireNonNull(item.get("pk")),
        "sk", Objects.requireNonNull(item.get("sk")));
  }

  private BatchWrites batch() {
    return new BatchWrites(dynamo, tables.plugins());
  }
}
