package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tenants and their last calls in memory, as the nodes' table keeps them. */
public final class InMemoryTenants implements Tenants {
  private static final Duration KEPT = Duration.ofDays(30);

  private final Map<List<Object>, Map<String, Instant>> lastCalls = new HashMap<>();
  private final InstantSource clock;

  public InMemoryTenants(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void record(Environment environment, PluginId pluginId, Set<String> tenants, Instant at) {
    var known = lastCalls.computeIfAbsent(List.of(environment, pluginId), it -> new TreeMap<>());
    tenants.forEach(it -> known.put(it, at));
  }

  @Override
  public Set<String> of(Environment environment, PluginId pluginId) {
    var forgotten = clock.instant().minus(KEPT);
    return calling(environment, pluginId, forgotten.plusSeconds(1));
  }

  @Override
  public Set<String> calling(Environment environment, PluginId pluginId, Instant since) {
    Set<String> calling = new TreeSet<>();
    lastCalls
        .getOrDefault(List.of(environment, pluginId), Map.of())
        .forEach(
            (tenant, at) -> {
              if (!at.isBefore(since)) {
                calling.add(tenant);
              }
            });
    return calling;
  }
}
