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
  private final NodeReportsTable reports;

  public DynamoFailureReports(DynamoDbClient dynamo, Tables tables) {
    this.reports = new NodeReportsTable(dynamo, tables);
  }

  @Override
  public void report(FailureReport report) {
    var sk = prefix(report.version()) + report.nodeId();
    var item = Items.of(pk(report.environment(), report.pluginId()), sk, report);
    reports.putOfVersion(item, report.incarnation(), report.at());
  }

  @Override
  public List<FailureReport> of(Environment environment, PluginId pluginId, String version) {
    return reports.query(
        "pk = :pk AND begins_with(sk, :version)",
        Map.of(
            ":pk", Items.text(pk(environment, pluginId)),
            ":version", Items.text(prefix(version))),
        FailureReport.class);
  }

  // The separator does not occur in a semantic version.
  private static String prefix(String version) {
    return version + "#";
  }

  private static String pk(Environment environment, PluginId pluginId) {
    return "FAILURES#" + environment + "#" + pluginId;
  }
}
