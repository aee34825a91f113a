package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.VersionStats;
import io.hotswap.runtime.quota.Quotas;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reports what tenants used, in the first round of each minute for the minute before. Calls count
/// in the minute in which a round has seen them: up to the time between two rounds too late.
final class UsageReporter {
  private final Map<Counted, Long> countedCalls = new HashMap<>();
  private final CallCounter callCounter;
  private final Quotas quotas;
  private final ReporterIdentity reporter;
  private final ReliablePublisher<Key, UsageMinute> reliablePublisher;
  private Optional<Instant> current = Optional.empty();

  record Key(PluginId plugin, Instant minute) {}

  private record Counted(PluginId plugin, String version, String tenant) {}

  UsageReporter(
      CallCounter callCounter,
      Quotas quotas,
      ReporterIdentity reporter,
      ReliablePublisher<Key, UsageMinute> reliablePublisher) {
    this.callCounter = callCounter;
    this.quotas = quotas;
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
  }

  void report(Instant now) {
    var minute = now.truncatedTo(ChronoUnit.MINUTES);
    current.filter(minute::isAfter).ifPresent(this::reportMinute);
    current = Optional.of(minute);
  }

  /// The minute that has not ended too.
  void reportLast() {
    current.ifPresent(this::reportMinute);
  }

  private void reportMinute(Instant minute) {
    callCounter.plugins().forEach((plugin, versions) -> report(plugin, versions, minute));
    countedCalls.keySet().removeIf(it -> callCounter.of(it.plugin(), it.version()).isEmpty());
  }

  private void report(PluginId plugin, Map<String, VersionStats> versions, Instant minute) {
    Map<String, TenantUsage> used = new HashMap<>(quotas.take(plugin));
    versions.forEach(
        (version, counted) ->
            counted
                .tenants()
                .byTenant()
                .forEach(
                    (tenant, counts) -> {
                      long calls = since(new Counted(plugin, version, tenant), counts.calls());
                      used.merge(tenant, new TenantUsage(calls, 0, 0), TenantUsage::plus);
                    }));
    used.values().removeIf(TenantUsage.NONE::equals);
    if (!used.isEmpty()) {
      reliablePublisher.publish(new Key(plugin, minute), usage(plugin, minute, used));
    }
  }

  /// A version that was forgotten counts from zero again.
  private long since(Counted key, long calls) {
    long before = Optional.ofNullable(countedCalls.put(key, calls)).orElse(0L);
    return calls < before ? calls : calls - before;
  }

  private UsageMinute usage(PluginId plugin, Instant minute, Map<String, TenantUsage> used) {
    return new UsageMinute(
        reporter.environment(),
        plugin,
        reporter.node().id(),
        reporter.node().incarnation(),
        minute,
        used);
  }
}
