package io.hotswap.runtime.caching;

import io.hotswap.domain.plugin.PluginId;

/// What decides about a node's cache.
public record Caching(CacheConfig config, CoarseClock clock, Fellows fellows) {
  public boolean isPreloaded(String pluginName) {
    return config.preload().contains(pluginName);
  }

  public boolean isWarmHere(PluginId plugin) {
    return fellows.isWarmHere(plugin);
  }
}
