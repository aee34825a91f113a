package io.hotswap.persistence;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.HealthReport;
import io.hotswap.domain.figures.HealthReports;
import io.hotswap.domain.plugin.PluginId;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Health reports in the nodes' table.
public final class DynamoHealthReports implements HealthReports {
  private final NodeWords words;

  public DynamoHealthReports(DynamoDbClient dynamo, Tables tables) {
    this.words = new NodeWords(dynamo, tables);
  }

  @Override
  public void report(HealthReport word) {
    var sk = word.version() + "#" + word.nodeId();
    var item = Items.of(pk(word.environment(), word.pluginId()), sk, word);
    words.putOfVersion(item, word.incarnation(), word.at());
  }

  @Override
  public List<HealthReport> of(Environment environment, PluginId pluginId) {
    return words.query(pk(environment, pluginId), HealthReport.class);
  }

  private static String pk(Environment environment, PluginId pluginId) {
    return "HEALTH#" + environment + "#" + pluginId;
  }
}
