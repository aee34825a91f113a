package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.VersionStats;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Reports which tenants call a plugin: at their first call, and once on each later day with calls.
final class TenantReporter {
  private final Map<PluginId, Map<String, Long>> reportedDays = new HashMap<>();
  private final CallCounter callCounter;
  private final ReliablePublisher<PluginId, Seen> reliablePublisher;

  record Seen(PluginId plugin, Set<String> tenants, Instant at) {
    static Seen merge(Seen before, Seen next) {
      var all = new HashSet<>(before.tenants);
      all.addAll(next.tenants);
      return new Seen(next.plugin, all, next.at);
    }
  }

  TenantReporter(CallCounter callCounter, ReliablePublisher<PluginId, Seen> reliablePublisher) {
    this.callCounter = callCounter;
    this.reliablePublisher = reliablePublisher;
  }

  void report(Instant now) {
    // A call just before midnight may be reported just after it.
    long yesterday = TimeUnit.SECONDS.toDays(now.getEpochSecond()) - 1;
    callCounter
        .plugins()
        .forEach((plugin, versions) -> report(plugin, versions.values(), yesterday, now));
    reportedDays.values().forEach(days -> days.values().removeIf(day -> day < yesterday));
  }

  private void report(
      PluginId plugin, Collection<VersionStats> versions, long yesterday, Instant now) {
    var days = reportedDays.computeIfAbsent(plugin, key -> new HashMap<>());
    Set<String> fresh = new HashSet<>();
    for (var version : versions) {
      version
          .tenants()
          .byTenant()
          .forEach(
              (tenant, called) -> {
                long day = called.lastDay();
                if (day >= yesterday && day > days.getOrDefault(tenant, -1L)) {
                  days.put(tenant, day);
                  fresh.add(tenant);
                }
              });
    }
    if (!fresh.isEmpty()) {
      reliablePublisher.publish(plugin, new Seen(plugin, fresh, now));
    }
  }
}
