package io.hotswap.persistence;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.Figures;
import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.plugin.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Minutes in the nodes' table, in their order within a version.
public final class DynamoFigures implements Figures {
  private static final Duration KEPT = Duration.ofDays(2);
  // Counts only grow: of two words of one process the one that counts more is the newer.
  private static final String NOT_OLDER = "counted <= :counted";

  private final NodeWords words;

  public DynamoFigures(DynamoDbClient dynamo, Tables tables) {
    this.words = new NodeWords(dynamo, tables);
  }

  @Override
  public void record(MinuteFigures figures) {
    var sk = figures.minute() + "#" + figures.nodeId() + "#" + figures.incarnation();
    var item =
        Items.of(pk(figures.environment(), figures.pluginId(), figures.version()), sk, figures);
    var counted = Items.number(figures.calls());
    item.put("counted", counted);
    words.putUnlessOlder(
        NodeWords.kept(item, figures.minute(), KEPT), NOT_OLDER, Map.of(":counted", counted));
  }

  @Override
  public List<MinuteFigures> of(
      Environment environment, PluginId pluginId, String version, Instant from, Instant until) {
    var first = wholeMinute(from);
    var end = wholeMinute(until);
    if (!first.isBefore(end)) {
      return List.of();
    }
    return words.query(
        // A minute's keys go on after the minute: none equals the end.
        "pk = :pk AND sk BETWEEN :first AND :end",
        Map.of(
            ":pk", Items.text(pk(environment, pluginId, version)),
            ":first", Items.text(first.toString()),
            ":end", Items.text(end.toString())),
        MinuteFigures.class);
  }

  /// The first minute that begins then or later.
  private static Instant wholeMinute(Instant time) {
    var minute = time.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(time) ? minute : minute.plus(1, ChronoUnit.MINUTES);
  }

  private static String pk(Environment environment, PluginId pluginId, String version) {
    return "FIGURES#" + environment + "#" + pluginId + "#" + version;
  }
}
