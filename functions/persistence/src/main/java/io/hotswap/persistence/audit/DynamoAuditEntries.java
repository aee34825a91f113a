package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.AuditEntries;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditQuery;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.audit.StoredAuditRecord;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit table, read.
public final class DynamoAuditEntries implements AuditEntries {
  // Looked at by one query, and queries of one page: about 2 MB, and seconds.
  private static final int LOOKED_AT = 500;
  private static final int QUERIES = 20;

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoAuditEntries(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Page<AuditEntry> of(AuditSubject subject, PageRequest page) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pk", Items.text(subject.name()));
    page.after().ifPresent(it -> values.put(":after", Items.text(it)));
    var found =
        dynamo.query(
            it ->
                it.tableName(tables.audit())
                    .consistentRead(true)
                    .keyConditionExpression(
                        page.after().isPresent() ? "pk = :pk AND sk < :after" : "pk = :pk")
                    .expressionAttributeValues(values)
                    .scanIndexForward(false)
                    .limit(page.limit() + 1));
    return page(found.items(), page.limit(), "sk", Optional.empty());
  }

  @Override
  public Page<AuditEntry> find(AuditQuery query, PageRequest page) {
    var search = new AuditSearch(query);
    var before = search.before(page.after());
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    int queries = 0;
    for (var month : search.months(before)) {
      for (var from = Optional.of(before); from.isPresent(); ) {
        if (queries++ == QUERIES) {
          return page(found, page.limit(), AuditKeys.POSITION, from);
        }
        from = read(search, month, from.get(), found);
        if (found.size() > page.limit()) {
          return page(found, page.limit(), AuditKeys.POSITION, Optional.empty());
        }
      }
    }
    return page(found, page.limit(), AuditKeys.POSITION, Optional.empty());
  }

  /// @return where to go on in that month; empty when it was read whole
  private Optional<String> read(
      AuditSearch search, YearMonth month, String before, List<Map<String, AttributeValue>> found) {
    var request = search.request(tables.audit(), month, before).limit(LOOKED_AT).build();
    var response = dynamo.query(request);
    for (var item : response.items()) {
      if (search.isBefore(text(item, AuditKeys.POSITION))) {
        return Optional.empty();
      }
      found.add(item);
    }
    return response.hasLastEvaluatedKey()
        ? Optional.of(text(response.lastEvaluatedKey(), AuditKeys.POSITION))
            .filter(it -> !search.isBefore(it))
        : Optional.empty();
  }

  private static Page<AuditEntry> page(
      List<Map<String, AttributeValue>> found, int limit, String key, Optional<String> rest) {
    var items = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        items.stream().map(it -> StoredAuditRecord.read(text(it, AuditKeys.RECORD))).toList(),
        found.size() > limit ? Optional.of(text(items.getLast(), key)) : rest);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }
}
