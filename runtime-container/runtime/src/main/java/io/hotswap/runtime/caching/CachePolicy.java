package io.hotswap.runtime.caching;

import io.hotswap.domain.ids.PluginId;

/// What decides about a node's cache.
public record CachePolicy(CacheConfig config, CoarseClock clock, ClusterMembers fellows) {
  public boolean isPreloaded(String pluginName) {
    return config.preload().contains(pluginName);
  }

  public boolean isWarmHere(PluginId plugin) {
    return fellows.isWarmHere(plugin);
  }
}
