package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoOutbox;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.PinKeys;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import io.hotswap.persistence.stored.tenant.StoredTenantPlugin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Two indexes of the tenants' settings: `plugin` has those with a pin, `list` those whose pin has
/// an end. Settings without a pin are in neither.
public final class DynamoPins implements Pins {
  private static final String SETTINGS = "settings";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoPins(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Page<TenantPlugin> ofPlugin(
      Environment environment, PluginId pluginId, Optional<String> version, PageRequest page) {
    var first = page.after().map(PinKeys::following).orElseGet(() -> PinKeys.first(version));
    var found =
        new TenantIndex(dynamo, tables.tenants(), "plugin")
            .between(
                PinKeys.ofPlugin(environment, pluginId),
                first,
                PinKeys.last(version),
                page.limit());
    return new Page<>(pinned(found.items(), version), found.next());
  }

  private List<TenantPlugin> pinned(
      List<Map<String, AttributeValue>> found, Optional<String> version) {
    var keys = found.stream().map(PinKeys::settings).toList();
    var settings =
        Items.find(dynamo, tables.tenants(), keys).stream()
            .map(it -> Items.read(it, StoredTenantPlugin.class).toDomain())
            .collect(Collectors.toMap(it -> TenantKeys.settings(it.id()), it -> it));
    return keys.stream()
        .flatMap(it -> Optional.ofNullable(settings.get(it)).stream())
        .filter(it -> it.pin().filter(pin -> isOf(pin, version)).isPresent())
        .toList();
  }

  private static boolean isOf(Pin pin, Optional<String> version) {
    return version.filter(it -> !it.equals(pin.version().version())).isEmpty();
  }

  @Override
  public List<TenantPluginId> due(Instant now, int atMost) {
    var pages =
        dynamo.queryPaginator(
            it ->
                it.tableName(tables.tenants())
                    .indexName("list")
                    .keyConditionExpression("listPk = :list AND listSk < :now")
                    .expressionAttributeValues(
                        Map.of(
                            ":list", Items.text(PinKeys.DUE),
                            // Sorts after all that is due at the same time.
                            ":now", Items.text(Items.sortable(now) + "~")))
                    .limit(atMost));
    return pages.items().stream().limit(atMost).map(PinKeys::id).toList();
  }

  @Override
  public boolean announce(TenantPlugin pinned, List<Message> messages) {
    var outbox = new DynamoOutbox(dynamo, tables);
    var first = new Transaction(dynamo).update(SETTINGS, announced(pinned));
    return switch (outbox.add(first, messages).commit()) {
      case Transaction.Commit.Committed() -> true;
      case Transaction.Commit.Refused(var failed) ->
          !failed.contains(SETTINGS)
              && new Transaction(dynamo).update(SETTINGS, announced(pinned)).commit()
                  instanceof Transaction.Commit.Committed;
    };
  }

  private Update announced(TenantPlugin it) {
    var end = it.pin().flatMap(Pin::expiresAt).orElseThrow();
    return Update.builder()
        .tableName(tables.tenants())
        .key(TenantKeys.settings(it.id()).attributes())
        .updateExpression("SET listSk = :end")
        .conditionExpression("revision = :revision")
        .expressionAttributeValues(
            Map.of(
                ":end",
                Items.text(PinKeys.dueAt(Items.sortable(end), it.id())),
                ":revision",
                Items.number(it.revision())))
        .build();
  }
}
