package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredFailureReport;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Failed calls in the nodes' table.
public final class DynamoFailureReports implements FailureReports {
  private final NodeReportsTable reports;

  public DynamoFailureReports(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, RefusedReports.UNCOUNTED);
  }

  public DynamoFailureReports(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.reports = new NodeReportsTable(dynamo, tables, refused);
  }

  @Override
  public void report(FailureReport report) {
    var partition = NodeKeys.failures(report.environment(), report.pluginId());
    var key = NodeKeys.report(partition, report.version(), report.nodeId());
    var item = Items.of(key, StoredFailureReport.of(report));
    reports.putOfVersion(report.environment(), item, report.incarnation(), report.at());
  }

  @Override
  public List<FailureReport> of(Environment environment, PluginId pluginId, String version) {
    return reports.query(
        environment,
        "pk = :pk AND begins_with(sk, :version)",
        Map.of(
            ":pk", Items.text(NodeKeys.failures(environment, pluginId)),
            ":version", Items.text(NodeKeys.ofVersion(version))),
        StoredFailureReport.class,
        StoredFailureReport::toDomain);
  }
}
