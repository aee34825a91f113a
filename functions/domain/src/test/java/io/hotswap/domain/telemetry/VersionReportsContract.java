package io.hotswap.domain.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of [HealthReports], [UnloadReports] and [FailureReports] does: of each
 * node and version, the newest report is kept.
 *
 * @param <R> the report
 */
public abstract class VersionReportsContract<R> {
  protected static final PluginId SHOP = PluginId.of("shop");
  private static final Environment HERE = Environment.Development;
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  /** Of [#SHOP] in Development. Reports of different times differ in nothing else. */
  protected abstract R report(String version, String node, String incarnation, Instant at);

  protected abstract void report(R report);

  /** Of the version 1.0.0, perhaps among others. */
  protected abstract List<R> of(Environment environment, PluginId pluginId);

  @Test
  void of_the_reports_of_one_process_the_newest_stands() {
    var newest = report("1.0.0", "n1", "i1", NOW.plusMillis(30));
    for (var at : List.of(NOW, NOW.plusMillis(30), NOW.plusMillis(20))) {
      report(report("1.0.0", "n1", "i1", at));
    }
    assertEquals(List.of(newest), of(HERE, SHOP));
  }

  @Test
  void each_node_reports_for_itself() {
    var one = report("1.0.0", "n1", "i1", NOW);
    var other = report("1.0.0", "n2", "i1", NOW.minusSeconds(9));
    report(one);
    report(other);
    assertEquals(Set.of(one, other), Set.copyOf(of(HERE, SHOP)));
  }

  @Test
  void another_version_is_another_report() {
    var report = report("1.0.0", "n1", "i1", NOW);
    report(report);
    report(report("1.0.0-rc.1", "n1", "i1", NOW.plusSeconds(1)));
    assertEquals(1, of(HERE, SHOP).stream().filter(report::equals).count());
  }

  @Test
  void a_restarted_node_begins_anew_at_whatever_time() {
    report(report("1.0.0", "n1", "i1", NOW));
    var restarted = report("1.0.0", "n1", "i2", NOW.minusSeconds(1));
    report(restarted);
    assertEquals(List.of(restarted), of(HERE, SHOP));
  }

  @Test
  void reports_are_of_one_plugin_in_one_environment() {
    report(report("1.0.0", "n1", "i1", NOW));
    assertEquals(List.of(), of(Environment.QA, SHOP));
    assertEquals(List.of(), of(HERE, PluginId.of("other")));
  }
}
