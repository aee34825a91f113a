package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredUnloadReport;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Unload reports in the nodes' table.
public final class DynamoUnloadReports implements UnloadReports {
  private final NodeReportsTable reports;

  public DynamoUnloadReports(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, RefusedReports.UNCOUNTED);
  }

  public DynamoUnloadReports(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.reports = new NodeReportsTable(dynamo, tables, refused);
  }

  @Override
  public void report(UnloadReport report) {
    var partition = NodeKeys.unloads(report.environment(), report.pluginId());
    var key = NodeKeys.report(partition, report.version(), report.nodeId());
    var item = Items.of(key, StoredUnloadReport.of(report));
    reports.putOfVersion(report.environment(), item, report.incarnation(), report.at());
  }

  @Override
  public List<UnloadReport> of(Environment environment, PluginId pluginId) {
    return reports.query(
        environment,
        NodeKeys.unloads(environment, pluginId),
        StoredUnloadReport.class,
        StoredUnloadReport::toDomain);
  }
}
