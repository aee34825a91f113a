package io.hotswap.runtime.testing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Default configurations of a control plane in memory. */
public final class InMemoryDefaults implements DefaultConfigurations {
  public final AtomicInteger reads = new AtomicInteger();
  public final AtomicInteger failing = new AtomicInteger();
  private final Map<List<Object>, String> stored = new ConcurrentHashMap<>();
  private final Runnable reached;

  InMemoryDefaults(Runnable reached) {
    this.reached = reached;
  }

  @Override
  public void store(Environment environment, PluginId pluginId, String configuration) {
    var key = ReleaseKey.of("", Optional.of(Digest.over(configuration)));
    stored.put(List.of(environment, pluginId, key.defaults()), configuration);
  }

  @Override
  public Optional<String> find(Environment environment, PluginId pluginId, ReleaseKey release) {
    reached.run();
    if (failing.getAndDecrement() > 0) {
      throw new IllegalStateException("a blip");
    }
    reads.incrementAndGet();
    return Optional.ofNullable(stored.get(List.of(environment, pluginId, release.defaults())));
  }
}
