package io.hotswap.runtime.caching;

import io.hotswap.domain.ids.PluginId;

/// What cache decisions are based on: configuration, time, and the cluster's members.
public record CachePolicy(CacheConfig config, CoarseClock clock, ClusterMembers members) {
  public boolean isPreloaded(String pluginName) {
    return config.preload().contains(pluginName);
  }

  public boolean isWarmHere(PluginId plugin) {
    return members.isWarmHere(plugin);
  }
}
