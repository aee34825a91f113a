package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredHealthReport;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Health reports in the nodes' table.
public final class DynamoHealthReports implements HealthReports {
  private final NodeReportsTable reports;

  public DynamoHealthReports(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, RefusedReports.UNCOUNTED);
  }

  public DynamoHealthReports(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.reports = new NodeReportsTable(dynamo, tables, refused);
  }

  @Override
  public void report(HealthReport report) {
    var partition = NodeKeys.health(report.environment(), report.pluginId());
    var key = NodeKeys.report(partition, report.version(), report.nodeId());
    var item = Items.of(key, StoredHealthReport.of(report));
    reports.putOfVersion(report.environment(), item, report.incarnation(), report.at());
  }

  @Override
  public List<HealthReport> of(Environment environment, PluginId pluginId) {
    return reports.query(
        environment,
        NodeKeys.health(environment, pluginId),
        StoredHealthReport.class,
        StoredHealthReport::toDomain);
  }
}
