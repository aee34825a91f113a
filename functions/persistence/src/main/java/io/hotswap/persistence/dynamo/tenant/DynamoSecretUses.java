package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretUse;
import io.hotswap.domain.tenant.secret.SecretUses;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.SecretUseKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// An item a secret, process and hour, with an attribute `m<minute>` for each minute of uses. A
/// minute is written as a whole, so that one that is sent again counts once.
public final class DynamoSecretUses implements SecretUses {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoSecretUses.class);
  private static final Duration KEPT = Duration.ofDays(3);

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final RefusedReports refused;

  public DynamoSecretUses(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, RefusedReports.UNCOUNTED);
  }

  public DynamoSecretUses(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.refused = refused;
  }

  @Override
  public void record(SecretId secret, String node, String incarnation, Instant minute, long uses) {
    var hour = minute.truncatedTo(ChronoUnit.HOURS);
    Map<String, AttributeValue> values = new HashMap<>();
    values.put("environment", Items.text(secret.environment().name()));
    values.put("tenant", Items.text(secret.tenant()));
    values.put("pluginId", Items.text(secret.pluginId().toString()));
    values.put("field", Items.text(secret.field()));
    values.put("version", Items.number(secret.version()));
    values.put("node", Items.text(node));
    values.put("incarnation", Items.text(incarnation));
    values.put("hour", Items.text(hour.toString()));
    values.put("expiresAt", Items.number(hour.plus(KEPT).getEpochSecond()));
    values.put("m" + minute.atZone(ZoneOffset.UTC).getMinute(), Items.number(uses));
    set(secret.environment(), SecretUseKeys.use(secret, node, incarnation, hour), values);
  }

  private void set(Environment environment, Key key, Map<String, AttributeValue> values) {
    dynamo.updateItem(
        it ->
            it.tableName(tables.nodes(environment))
                .key(key.attributes())
                .updateExpression(
                    values.keySet().stream()
                        .map(name -> "#" + name + " = :" + name)
                        .collect(Collectors.joining(", ", "SET ", "")))
                .expressionAttributeNames(
                    values.keySet().stream()
                        .collect(Collectors.toMap(name -> "#" + name, name -> name)))
                .expressionAttributeValues(
                    values.entrySet().stream()
                        .collect(
                            Collectors.toMap(each -> ":" + each.getKey(), Map.Entry::getValue))));
  }

  @Override
  public List<SecretUse> between(Instant from, Instant to) {
    return Stream.iterate(
            from.truncatedTo(ChronoUnit.HOURS),
            it -> it.isBefore(to),
            it -> it.plus(1, ChronoUnit.HOURS))
        .filter(it -> !it.isBefore(from))
        .flatMap(hour -> Stream.of(Environment.values()).flatMap(it -> hour(it, hour)))
        .toList();
  }

  private Stream<SecretUse> hour(Environment environment, Instant hour) {
    return IntStream.range(0, SecretUseKeys.SHARDS)
        .mapToObj(shard -> SecretUseKeys.hour(hour, shard))
        .flatMap(it -> partition(environment, it))
        .flatMap(it -> read(environment, it).stream());
  }

  // What one environment's nodes wrote must not keep the others' uses out of the audit trail.
  private Optional<SecretUse> read(Environment environment, Map<String, AttributeValue> item) {
    try {
      var use = use(item);
      if (use.secret().environment() == environment) {
        return Optional.of(use);
      }
      LOG.error("Refused: a report of {}'s nodes that names {}", environment, use.secret());
    } catch (RuntimeException e) {
      LOG.error("Refused: what {}'s nodes wrote to {} is no use", environment, item.get("pk"), e);
    }
    refused.refused(environment);
    return Optional.empty();
  }

  private Stream<Map<String, AttributeValue>> partition(Environment environment, String pk) {
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.nodes(environment))
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", Items.text(pk))))
        .items()
        .stream();
  }

  private static SecretUse use(Map<String, AttributeValue> item) {
    var secret =
        new SecretId(
            Environment.valueOf(text(item, "environment")),
            text(item, "tenant"),
            PluginId.parse(text(item, "pluginId")),
            text(item, "field"),
            Long.parseLong(value(item, "version").n()));
    Map<Integer, Long> minutes = new HashMap<>();
    for (int minute = 0; minute < 60; minute++) {
      var uses = item.get("m" + minute);
      if (uses != null) {
        minutes.put(minute, Long.parseLong(uses.n()));
      }
    }
    return new SecretUse(
        secret,
        text(item, "node"),
        text(item, "incarnation"),
        Instant.parse(text(item, "hour")),
        minutes);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return value(item, name).s();
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name));
  }

  @Override
  public boolean audit(SecretUse use, AuditRecord record) {
    var transaction =
        new Transaction(dynamo).delete("uses", removal(use)).audit(tables.audit(), record);
    return transaction.commit() instanceof Transaction.Commit.Committed;
  }

  /// Provided that no minute was reported since.
  private Delete removal(SecretUse use) {
    var key = SecretUseKeys.use(use.secret(), use.node(), use.incarnation(), use.hour());
    Map<String, AttributeValue> values = new HashMap<>();
    use.minutes().forEach((minute, uses) -> values.put(":m" + minute, Items.number(uses)));
    var unchanged =
        IntStream.range(0, 60)
            .mapToObj(
                it ->
                    use.minutes().containsKey(it)
                        ? "m%d = :m%d".formatted(it, it)
                        : "attribute_not_exists(m%d)".formatted(it))
            .collect(Collectors.joining(" AND "));
    return Delete.builder()
        .tableName(tables.nodes(use.secret().environment()))
        .key(key.attributes())
        .conditionExpression(unchanged)
        .expressionAttributeValues(values)
        .build();
  }
}
