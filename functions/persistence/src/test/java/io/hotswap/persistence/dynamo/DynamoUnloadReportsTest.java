package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DynamoUnloadReportsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final UnloadReport.Leak LEAK =
      new UnloadReport.Leak(LeakKind.Timer, "Timer \"t\" goes on.", List.of("thread t"), 2);

  private static DynamoUnloadReports reports;

  @BeforeAll
  static void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    reports = new DynamoUnloadReports(Aws.dynamo(), tables);
  }

  @Test
  void the_newest_report_of_each_node_and_version_stands() {
    var leaked = report("1.0.0", "n1", Optional.of(LEAK), NOW.plusMillis(30));
    var collected = report("1.0.0", "n2", Optional.empty(), NOW);
    reports.report(leaked);
    reports.report(report("1.0.0", "n1", Optional.empty(), NOW));
    reports.report(collected);
    assertEquals(
        List.of(leaked, collected), reports.of(Environment.Development, PluginId.of("mixed")));
    assertEquals(List.of(), reports.of(Environment.Production, PluginId.of("mixed")));
  }

  private static UnloadReport report(
      String version, String node, Optional<UnloadReport.Leak> leak, Instant at) {
    return new UnloadReport(
        Environment.Development,
        PluginId.of("mixed"),
        version,
        node,
        "i1",
        NOW,
        List.of("JDBC driver test.Driver"),
        leak,
        at);
  }
}
