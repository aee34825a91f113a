package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredMinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Minute counts in the nodes' table, sorted by time within a version.
public final class DynamoCallStats implements CallStats {
  private static final Duration KEPT = Duration.ofDays(2);
  // Counts only grow: of two reports of one process the larger one is newer.
  private static final String NOT_OLDER = "counted <= :counted";

  private final NodeReportsTable reports;

  public DynamoCallStats(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, RefusedReports.UNCOUNTED);
  }

  public DynamoCallStats(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.reports = new NodeReportsTable(dynamo, tables, refused);
  }

  @Override
  public void record(MinuteStats stats) {
    var partition = NodeKeys.callStats(stats.environment(), stats.pluginId(), stats.version());
    var key = NodeKeys.minute(partition, stats.minute(), stats.nodeId(), stats.incarnation());
    var item = Items.of(key, StoredMinuteStats.of(stats));
    var counted = Items.number(stats.calls());
    item.put("counted", counted);
    reports.putUnlessOlder(
        stats.environment(),
        NodeReportsTable.withExpiry(item, stats.minute(), KEPT),
        NOT_OLDER,
        Map.of(":counted", counted));
  }

  @Override
  public List<MinuteStats> of(
      Environment environment, PluginId pluginId, String version, Instant from, Instant until) {
    var first = wholeMinute(from);
    var end = wholeMinute(until);
    if (!first.isBefore(end)) {
      return List.of();
    }
    return reports.query(
        environment,
        // A minute is a prefix of its keys, so no key equals the upper bound.
        "pk = :pk AND sk BETWEEN :first AND :end",
        Map.of(
            ":pk", Items.text(NodeKeys.callStats(environment, pluginId, version)),
            ":first", Items.text(first.toString()),
            ":end", Items.text(end.toString())),
        StoredMinuteStats.class,
        StoredMinuteStats::toDomain);
  }

  /// The first minute that begins at or after the time.
  private static Instant wholeMinute(Instant time) {
    var minute = time.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(time) ? minute : minute.plus(1, ChronoUnit.MINUTES);
  }
}
