package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.persistence.aws.Tables;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What became of unloaded versions, in the nodes' table.
public final class DynamoUnloadReports implements UnloadReports {
  private final NodeReportsTable words;

  public DynamoUnloadReports(DynamoDbClient dynamo, Tables tables) {
    this.words = new NodeReportsTable(dynamo, tables);
  }

  @Override
  public void report(UnloadReport word) {
    var sk = word.version() + "#" + word.nodeId();
    var item = Items.of(pk(word.environment(), word.pluginId()), sk, word);
    words.putOfVersion(item, word.incarnation(), word.at());
  }

  @Override
  public List<UnloadReport> of(Environment environment, PluginId pluginId) {
    return words.query(pk(environment, pluginId), UnloadReport.class);
  }

  private static String pk(Environment environment, PluginId pluginId) {
    return "UNLOADED#" + environment + "#" + pluginId;
  }
}
