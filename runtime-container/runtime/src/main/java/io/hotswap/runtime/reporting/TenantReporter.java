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

/// Tells who calls a plugin: at their first call, and once on every day with calls after that.
final class TenantReporter {
  private final Map<PluginId, Map<String, Long>> told = new HashMap<>();
  private final CallCounter callCounter;
  private final ReliablePublisher<PluginId, Seen> reliablePublisher;

  record Seen(PluginId plugin, Set<String> tenants, Instant at) {
    static Seen together(Seen before, Seen next) {
      var all = new HashSet<>(before.tenants);
      all.addAll(next.tenants);
      return new Seen(next.plugin, all, next.at);
    }
  }

  TenantReporter(CallCounter callCounter, ReliablePublisher<PluginId, Seen> reliablePublisher) {
    this.callCounter = callCounter;
    this.reliablePublisher = reliablePublisher;
  }

  void tell(Instant now) {
    // A call just before midnight may be told of just after.
    long yesterday = TimeUnit.SECONDS.toDays(now.getEpochSecond()) - 1;
    callCounter
        .plugins()
        .forEach((plugin, versions) -> tell(plugin, versions.values(), yesterday, now));
    told.values().forEach(days -> days.values().removeIf(day -> day < yesterday));
  }

  private void tell(
      PluginId plugin, Collection<VersionStats> versions, long yesterday, Instant now) {
    var days = told.computeIfAbsent(plugin, key -> new HashMap<>());
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
      reliablePublisher.say(plugin, new Seen(plugin, fresh, now));
    }
  }
}
