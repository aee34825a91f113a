package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.AuditQuery;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// A query as conditions on one index: that which the fewest records are under. What it does not
/// select by is filtered.
final class AuditSearch {
  private final AuditQuery query;
  private final Map<String, String> wanted = new HashMap<>();
  private final String from;
  private final Optional<String> index;

  AuditSearch(AuditQuery query) {
    this.query = query;
    this.from = Items.sortable(query.from());
    query.deploymentId().ifPresent(it -> wanted.put(AuditKeys.DEPLOYMENT, it.toString()));
    query.tenant().ifPresent(it -> wanted.put(AuditKeys.TENANT, it));
    query.pluginId().ifPresent(it -> wanted.put(AuditKeys.PLUGIN, it.toString()));
    query.actor().ifPresent(it -> wanted.put(AuditKeys.ACTOR, AuditKeys.actor(it)));
    query.action().ifPresent(it -> wanted.put(AuditKeys.ACTION, it));
    this.index =
        List.of(AuditKeys.DEPLOYMENT, AuditKeys.TENANT, AuditKeys.PLUGIN, AuditKeys.ACTOR).stream()
            .filter(wanted::containsKey)
            .findFirst();
  }

  /// Newest first; none when `before` is no position.
  List<YearMonth> months(String before) {
    var oldest = AuditKeys.month(query.from());
    if (index.isPresent()) {
      // One partition has them all.
      return List.of(oldest);
    }
    List<YearMonth> months = new ArrayList<>();
    for (var it = month(before); it.isPresent() && !it.get().isBefore(oldest); ) {
      months.add(it.get());
      it = it.map(month -> month.minusMonths(1));
    }
    return List.copyOf(months);
  }

  private static Optional<YearMonth> month(String position) {
    try {
      return Optional.of(YearMonth.parse(position.substring(0, Math.min(7, position.length()))));
    } catch (DateTimeParseException notAPosition) {
      return Optional.empty();
    }
  }

  /// Where a page that begins after a position begins.
  String before(Optional<String> after) {
    var end = Items.sortable(query.to());
    return after.filter(it -> it.compareTo(end) < 0).orElse(end);
  }

  boolean isBefore(String position) {
    return position.compareTo(from) < 0;
  }

  /// @param before a position, itself excluded
  QueryRequest.Builder request(String table, YearMonth month, String before) {
    var partition = index.orElse(AuditKeys.MONTH);
    Map<String, AttributeValue> values = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    values.put(":partition", Items.text(wanted.getOrDefault(partition, month.toString())));
    values.put(":before", Items.text(before));
    names.put("#partition", partition);
    names.put("#position", AuditKeys.POSITION);
    List<String> filters = new ArrayList<>();
    wanted.forEach(
        (name, value) -> {
          if (!name.equals(partition)) {
            filters.add("#" + name + " = :" + name);
            names.put("#" + name, name);
            values.put(":" + name, Items.text(value));
          }
        });
    var request =
        QueryRequest.builder()
            .tableName(table)
            .indexName(partition)
            .keyConditionExpression("#partition = :partition AND #position < :before")
            .scanIndexForward(false);
    if (!filters.isEmpty()) {
      request.filterExpression(String.join(" AND ", filters));
    }
    return request.expressionAttributeNames(names).expressionAttributeValues(values);
  }
}
