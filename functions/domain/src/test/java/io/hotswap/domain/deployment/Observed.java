package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.verdict.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What nodes say of calls, health and tenants, in memory.
public final class Observed implements CallStats, HealthReports, TenantSamples, EvidenceStore {
  final List<MinuteStats> minutes = new ArrayList<>();
  final Map<String, HealthReport> reports = new HashMap<>();
  final Set<String> tenants = new TreeSet<>();
  final List<TenantSample> samples = new ArrayList<>();
  final Map<String, Evidence> kept = new HashMap<>();
  final KeptSuites suites = new KeptSuites();

  /// What was read of the minutes, one by one.
  final List<Read> reads = new ArrayList<>();

  record Read(Duration time, int minutes) {}

  @Override
  public void record(MinuteStats minute) {
    minutes.add(minute);
  }

  @Override
  public List<MinuteStats> of(
      Environment environment, PluginId pluginId, String version, Instant from, Instant until) {
    var found =
        minutes.stream()
            .filter(it -> it.version().equals(version))
            .filter(it -> !it.minute().isBefore(from) && it.minute().isBefore(until))
            .toList();
    reads.add(new Read(Duration.between(from, until), found.size()));
    return found;
  }

  @Override
  public void report(HealthReport report) {
    reports.put(report.nodeId() + "#" + report.version(), report);
  }

  @Override
  public List<HealthReport> of(Environment environment, PluginId pluginId) {
    return List.copyOf(reports.values());
  }

  @Override
  public void record(TenantSample sample) {
    samples.add(sample);
  }

  @Override
  public List<TenantSample> of(Environment environment, PluginId pluginId, String window) {
    return samples.stream().filter(it -> it.window().equals(window)).toList();
  }

  @Override
  public String store(DeploymentId deployment, Evidence evidence) {
    var where = deployment + "/" + evidence.hashCode();
    kept.put(where, evidence);
    return where;
  }

  @Override
  public Evidence find(String where) {
    return Optional.ofNullable(kept.get(where)).orElseThrow();
  }

  Tenants known() {
    return new Tenants() {
      @Override
      public void record(
          Environment environment, PluginId pluginId, Set<String> calling, Instant at) {
        tenants.addAll(calling);
      }

      @Override
      public Set<String> calling(Environment environment, PluginId pluginId, Instant since) {
        return tenants;
      }

      @Override
      public Set<String> of(Environment environment, PluginId pluginId) {
        return tenants;
      }
    };
  }
}
