package io.hotswap.runtime.figures;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.counting.VersionCounts;
import io.hotswap.runtime.following.Saying;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Tells who calls a plugin: at their first call, and once on every day with calls after that.
final class TellingTenants {
  private final Map<PluginId, Map<String, Long>> told = new HashMap<>();
  private final Counts counts;
  private final Saying<PluginId, Seen> saying;

  record Seen(PluginId plugin, Set<String> tenants, Instant at) {
    static Seen together(Seen before, Seen next) {
      var all = new HashSet<>(before.tenants);
      all.addAll(next.tenants);
      return new Seen(next.plugin, all, next.at);
    }
  }

  TellingTenants(Counts counts, Saying<PluginId, Seen> saying) {
    this.counts = counts;
    this.saying = saying;
  }

  void tell(Instant now) {
    // A call just before midnight may be told of just after.
    long yesterday = TimeUnit.SECONDS.toDays(now.getEpochSecond()) - 1;
    counts.plugins().forEach((plugin, versions) -> tell(plugin, versions.values(), yesterday, now));
    told.values().forEach(days -> days.values().removeIf(day -> day < yesterday));
  }

  private void tell(
      PluginId plugin, Collection<VersionCounts> versions, long yesterday, Instant now) {
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
      saying.say(plugin, new Seen(plugin, fresh, now));
    }
  }
}
