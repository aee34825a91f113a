package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.persistence.aws.Tables;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Health reports in the nodes' table.
public final class DynamoHealthReports implements HealthReports {
  private final NodeReportsTable words;

  public DynamoHealthReports(DynamoDbClient dynamo, Tables tables) {
    this.words = new NodeReportsTable(dynamo, tables);
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
