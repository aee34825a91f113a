package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.InMemoryTenants;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.verdict.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What nodes report of calls, health and tenants, in memory.
public final class Observed implements CallStats, HealthReports, TenantSamples, EvidenceStore {
  private static final Instant ALWAYS = Instant.parse("2200-01-01T00:00:00Z");

  final Map<List<Object>, MinuteStats> minutes = new HashMap<>();
  final Map<String, TenantRouting> settings = new HashMap<>();
  final Map<List<Object>, TenantSample> samples = new HashMap<>();
  final Map<String, Evidence> kept = new HashMap<>();
  final KeptSuites suites = new KeptSuites();

  /// What was read of the minutes, one by one.
  final List<Read> reads = new ArrayList<>();

  private final Map<List<Object>, HealthReport> reports = new HashMap<>();
  private final Tenants tenants;

  record Read(Duration time, int minutes) {}

  public Observed(InstantSource clock) {
    this.tenants = new InMemoryTenants(clock);
  }

  @Override
  public void record(MinuteStats minute) {
    minutes.merge(
        key(minute), minute, (known, next) -> next.calls() < known.calls() ? known : next);
  }

  /// Adds to what their processes counted before: nodes report the totals of a minute.
  void count(List<MinuteStats> more) {
    more.forEach(it -> minutes.merge(key(it), it, Observed::sum));
  }

  private static List<Object> key(MinuteStats it) {
    return List.of(
        it.environment(), it.pluginId(), it.version(), it.minute(), it.nodeId(), it.incarnation());
  }

  private static MinuteStats sum(MinuteStats one, MinuteStats other) {
    var slices = new TreeMap<Integer, Slice>();
    Stream.of(one, other)
        .flatMap(it -> it.slices().stream())
        .forEach(
            it ->
                slices.merge(
                    it.second(),
                    it,
                    (a, b) ->
                        new Slice(a.second(), a.calls() + b.calls(), a.failures() + b.failures())));
    return new MinuteStats(
        one.environment(),
        one.pluginId(),
        one.version(),
        one.nodeId(),
        one.incarnation(),
        one.minute(),
        List.copyOf(slices.values()),
        one.latencies().plus(other.latencies()),
        other.recorded());
  }

  @Override
  public List<MinuteStats> of(
      Environment environment, PluginId pluginId, String version, Instant from, Instant until) {
    var found =
        minutes.values().stream()
            .filter(it -> it.environment() == environment && it.pluginId().equals(pluginId))
            .filter(it -> it.version().equals(version))
            .filter(it -> !it.minute().isBefore(from) && it.minute().isBefore(until))
            .sorted(
                Comparator.comparing(MinuteStats::minute)
                    .thenComparing(MinuteStats::nodeId)
                    .thenComparing(MinuteStats::incarnation))
            .toList();
    reads.add(new Read(Duration.between(from, until), found.size()));
    return found;
  }

  @Override
  public void report(HealthReport report) {
    reports.merge(
        List.of(report.environment(), report.pluginId(), report.version(), report.nodeId()),
        report,
        (known, next) ->
            next.incarnation().equals(known.incarnation()) && next.at().isBefore(known.at())
                ? known
                : next);
  }

  @Override
  public List<HealthReport> of(Environment environment, PluginId pluginId) {
    return reports.values().stream()
        .filter(it -> it.environment() == environment && it.pluginId().equals(pluginId))
        .sorted(Comparator.comparing(HealthReport::version).thenComparing(HealthReport::nodeId))
        .toList();
  }

  @Override
  public void record(TenantSample it) {
    samples.put(
        List.of(it.environment(), it.pluginId(), it.window(), it.nodeId(), it.incarnation()), it);
  }

  @Override
  public List<TenantSample> of(Environment environment, PluginId pluginId, String window) {
    return samples.values().stream()
        .filter(it -> it.environment() == environment && it.pluginId().equals(pluginId))
        .filter(it -> it.window().equals(window))
        .toList();
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
    return tenants;
  }

  /// It calls whenever anybody asks.
  void calls(String tenant) {
    tenants.record(Environment.Development, InMemoryControlPlane.MARKDOWN, Set.of(tenant), ALWAYS);
  }

  RoutedTenants routed() {
    return new RoutedTenants(settings, TenantRouting.DEFAULT);
  }

  Set<String> tenants() {
    return tenants.of(Environment.Development, InMemoryControlPlane.MARKDOWN);
  }
}
