package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoHealthReportsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static DynamoHealthReports reports;

  @BeforeAll
  static void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    reports = new DynamoHealthReports(Aws.dynamo(), tables);
  }

  @Test
  void the_newest_report_of_each_node_and_version_stands() {
    reports.report(report("mixed", "1.0.0", "n1", "i1", 0, NOW));
    reports.report(report("mixed", "1.0.0", "n2", "i1", 1, NOW));
    reports.report(report("mixed", "1.1.0", "n1", "i1", 2, NOW.plusMillis(30)));
    reports.report(report("mixed", "1.1.0", "n1", "i1", 1, NOW));
    assertEquals(
        List.of(
            report("mixed", "1.0.0", "n1", "i1", 0, NOW),
            report("mixed", "1.0.0", "n2", "i1", 1, NOW),
            report("mixed", "1.1.0", "n1", "i1", 2, NOW.plusMillis(30))),
        of("mixed"));
    assertEquals(List.of(), of("never"));
  }

  @Test
  void a_restarted_node_reports_anew() {
    reports.report(report("restarted", "1.0.0", "n1", "i1", 3, NOW));
    reports.report(report("restarted", "1.0.0", "n1", "i2", 0, NOW));
    assertEquals(List.of(report("restarted", "1.0.0", "n1", "i2", 0, NOW)), of("restarted"));
  }

  private static List<HealthReport> of(String plugin) {
    return reports.of(Environment.Development, PluginId.of(plugin));
  }

  private static HealthReport report(
      String plugin, String version, String node, String incarnation, int failures, Instant at) {
    return new HealthReport(
        Environment.Development,
        PluginId.of(plugin),
        version,
        node,
        incarnation,
        failures,
        failures == 0 ? "" : "no bank",
        at);
  }
}
