package io.hotswap.runtime.figures;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.figures.FailureReport;
import io.hotswap.domain.figures.HealthReport;
import io.hotswap.domain.figures.MinuteFigures;
import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.figures.TenantSample;
import io.hotswap.domain.figures.UnloadReport;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.following.Reachability;
import io.hotswap.runtime.following.Saying;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/// What is on its way to the control plane. Each kind has threads of its own: thousands of minutes
/// that wait must not hold up a suspicion.
record Words(
    Saying<TellingMinutes.Key, MinuteFigures> minutes,
    Saying<PluginId, TellingTenants.Seen> tenants,
    Saying<PluginId, TenantSample> samples,
    Saying<TellingHealth.Key, HealthReport> health,
    Saying<TellingHealth.Key, UnloadReport> unloads,
    Saying<TellingHealth.Key, FailureReport> failures,
    Saying<TellingSuspicions.Key, Suspicion> suspicions) {
  private static final int AT_ONCE = 2;
  // Of minutes: half a day of thirty versions.
  private static final int MOST = 20_000;

  static Words to(Hearing hearing, Environment environment, NodeMetrics metrics) {
    return new Words(
        newest("minutes", hearing.figures()::record, metrics),
        saying(
            "tenants",
            TellingTenants.Seen::together,
            seen -> hearing.tenants().seen(environment, seen.plugin(), seen.tenants(), seen.at()),
            metrics),
        newest("samples", hearing.samples()::record, metrics),
        newest("health", hearing.health()::report, metrics),
        newest("unloads", hearing.unloads()::report, metrics),
        newest("failures", hearing.failures()::report, metrics),
        newest("suspicions", hearing.suspicions()::tell, metrics));
  }

  private static <K, W> Saying<K, W> newest(String kind, Consumer<W> ear, NodeMetrics metrics) {
    return saying(kind, (before, next) -> next, ear, metrics);
  }

  private static <K, W> Saying<K, W> saying(
      String kind, BinaryOperator<W> newer, Consumer<W> ear, NodeMetrics metrics) {
    return new Saying<>("tell-" + kind, AT_ONCE, MOST, newer, ear, new Reachability(kind, metrics));
  }

  private List<Saying<?, ?>> all() {
    return List.of(minutes, tenants, samples, health, unloads, failures, suspicions);
  }

  void again() {
    all().forEach(Saying::sayAgain);
  }

  void end(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    all().forEach(Saying::beginEnding);
    for (var each : all()) {
      each.awaitEnd(deadline);
      each.close();
    }
  }
}
