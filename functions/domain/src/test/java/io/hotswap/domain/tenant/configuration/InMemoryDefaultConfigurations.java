package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Default configurations in memory.
public final class InMemoryDefaultConfigurations implements DefaultConfigurations {
  private final Map<List<Object>, String> stored = new HashMap<>();

  @Override
  public void store(Environment environment, PluginId pluginId, String configuration) {
    var key = ReleaseKey.of("", Optional.of(Digest.over(configuration)));
    stored.put(List.of(environment, pluginId, key.defaults()), configuration);
  }

  public void lose() {
    stored.clear();
  }

  @Override
  public Optional<String> find(Environment environment, PluginId pluginId, ReleaseKey release) {
    return Optional.ofNullable(stored.get(List.of(environment, pluginId, release.defaults())));
  }
}
