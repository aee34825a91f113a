package io.hotswap.domain.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every implementation of [HealthReports] does. */
public abstract class HealthReportsContract extends VersionReportsContract<HealthReport> {
  /** Without any report; the same one during a test. */
  protected abstract HealthReports reports();

  @Override
  protected HealthReport report(String version, String node, String incarnation, Instant at) {
    return new HealthReport(
        Environment.Development, SHOP, version, node, incarnation, 2, "no bank", at);
  }

  @Override
  protected void report(HealthReport report) {
    reports().report(report);
  }

  @Override
  protected List<HealthReport> of(Environment environment, PluginId pluginId) {
    return reports().of(environment, pluginId);
  }

  @Test
  void all_versions_are_read_in_order() {
    var at = Instant.parse("2026-11-23T10:00:00Z");
    var first = report("1.0.0", "n1", "i1", at);
    var second = report("1.0.0", "n2", "i1", at);
    var third = report("1.1.0", "n1", "i1", at);
    List.of(third, first, second).forEach(this::report);
    assertEquals(List.of(first, second, third), of(Environment.Development, SHOP));
  }
}
