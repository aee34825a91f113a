package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.persistence.aws.Tables;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Unload reports in the nodes' table.
public final class DynamoUnloadReports implements UnloadReports {
  private final NodeReportsTable reports;

  public DynamoUnloadReports(DynamoDbClient dynamo, Tables tables) {
    this.reports = new NodeReportsTable(dynamo, tables);
  }

  @Override
  public void report(UnloadReport report) {
    var sk = report.version() + "#" + report.nodeId();
    var item = Items.of(pk(report.environment(), report.pluginId()), sk, report);
    reports.putOfVersion(item, report.incarnation(), report.at());
  }

  @Override
  public List<UnloadReport> of(Environment environment, PluginId pluginId) {
    return reports.query(pk(environment, pluginId), UnloadReport.class);
  }

  private static String pk(Environment environment, PluginId pluginId) {
    return "UNLOADED#" + environment + "#" + pluginId;
  }
}
