package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.persistence.aws.Tables;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Failed calls in the nodes' table.
public final class DynamoFailureReports implements FailureReports {
  private final NodeReportsTable words;

  public DynamoFailureReports(DynamoDbClient dynamo, Tables tables) {
    this.words = new NodeReportsTable(dynamo, tables);
  }

  @Override
  public void report(FailureReport word) {
    var sk = prefix(word.version()) + word.nodeId();
    var item = Items.of(pk(word.environment(), word.pluginId()), sk, word);
    words.putOfVersion(item, word.incarnation(), word.at());
  }

  @Override
  public List<FailureReport> of(Environment environment, PluginId pluginId, String version) {
    return words.query(
        "pk = :pk AND begins_with(sk, :version)",
        Map.of(
            ":pk", Items.text(pk(environment, pluginId)),
            ":version", Items.text(prefix(version))),
        FailureReport.class);
  }

  // A semantic version has no such sign.
  private static String prefix(String version) {
    return version + "#";
  }

  private static String pk(Environment environment, PluginId pluginId) {
    return "FAILURES#" + environment + "#" + pluginId;
  }
}
