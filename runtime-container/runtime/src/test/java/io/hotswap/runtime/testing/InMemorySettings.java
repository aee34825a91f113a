package io.hotswap.runtime.testing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantQuota;
import io.hotswap.domain.tenant.secret.ManagedSecretValues.Managed;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.runtime.secrets.SecretSources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Tenants' settings in memory, as a node follows them. */
public final class InMemorySettings implements TenantPluginFeed, TenantConfigurations {
  private final List<List<TenantPlugin>> changes =
      IntStream.range(0, TenantPluginId.SHARDS)
          .<List<TenantPlugin>>mapToObj(it -> new ArrayList<>())
          .toList();
  private final Runnable reach;

  private final List<TenantConfiguration> configurations = new ArrayList<>();

  /** Whether configurations cannot be read. */
  public final AtomicBoolean unreadable = new AtomicBoolean();

  /** How often configurations were read. */
  public final AtomicInteger reads = new AtomicInteger();

  /** Values of secrets by the version that they were set with. */
  public final Map<Long, String> secrets = new ConcurrentHashMap<>();

  /** Values of managed secrets by ARN. */
  public final Map<String, Managed> managed = new ConcurrentHashMap<>();

  /** How often a secret was read. */
  public final AtomicInteger secretsRead = new AtomicInteger();

  /** Whether no change is listed any more. */
  public final AtomicBoolean forgetful = new AtomicBoolean();

  /**
   * @param reach throws when the control plane is away
   */
  InMemorySettings(Runnable reach) {
    this.reach = reach;
  }

  public SecretSources secrets() {
    return new SecretSources(
        id -> {
          reach.run();
          secretsRead.incrementAndGet();
          return Optional.ofNullable(secrets.get(id.version()));
        },
        (arn, tenant) -> {
          reach.run();
          secretsRead.incrementAndGet();
          return Optional.ofNullable(managed.get(arn));
        });
  }

  public void disable(String plugin, String tenant) {
    change(plugin, tenant, it -> it.withEnabled(false));
  }

  public void enable(String plugin, String tenant) {
    change(plugin, tenant, it -> it.withEnabled(true));
  }

  public void limit(String plugin, String tenant, Quota quota) {
    change(plugin, tenant, it -> it.withQuota(TenantQuota.NONE.withCeiling(Optional.of(quota))));
  }

  public void pin(String plugin, String tenant, RoutedVersion version) {
    var pin = new Pin(version, "test", Instant.EPOCH, Optional.empty());
    change(plugin, tenant, it -> it.withPin(Optional.of(pin)));
  }

  public void configure(String plugin, String tenant, String values) {
    configure(plugin, tenant, values, Map.of());
  }

  public synchronized void configure(
      String plugin, String tenant, String values, Map<String, SecretReference> references) {
    change(
        plugin,
        tenant,
        it -> {
          var next = it.withConfiguration(it.configuration() + 1);
          var id = new TenantConfiguration.Id(next.id(), next.configuration());
          configurations.add(new TenantConfiguration(id, values, references, Instant.EPOCH));
          return next;
        });
  }

  @Override
  public synchronized List<TenantConfiguration> find(Collection<TenantConfiguration.Id> ids) {
    reach.run();
    reads.incrementAndGet();
    if (unreadable.get()) {
      throw new IllegalStateException("configurations cannot be read");
    }
    return configurations.stream().filter(it -> ids.contains(it.id())).toList();
  }

  public synchronized void change(
      String plugin, String tenant, UnaryOperator<TenantPlugin> change) {
    var id = new TenantPluginId(InMemoryControlPlane.ENVIRONMENT, PluginId.of(plugin), tenant);
    var before =
        changes.get(id.shard()).stream()
            .filter(it -> it.id().equals(id))
            .reduce((older, newer) -> newer)
            .orElseGet(() -> TenantPlugin.unset(id));
    changes.get(id.shard()).add(change.apply(before).written(Instant.EPOCH));
  }

  /** Erased, as with its tenant. */
  public synchronized void erase(String plugin, String tenant) {
    var id = new TenantPluginId(InMemoryControlPlane.ENVIRONMENT, PluginId.of(plugin), tenant);
    configurations.removeIf(it -> it.id().settings().equals(id));
    changes.get(id.shard()).add(TenantPlugin.unset(id));
  }

  /** The table is one of before: nothing was set yet. */
  public synchronized void restoreToTheBeginning() {
    changes.forEach(List::clear);
  }

  @Override
  public synchronized List<Long> changeCounts(Environment environment) {
    reach.run();
    return changes.stream().map(it -> (long) it.size()).toList();
  }

  /** The stage's defaults, once the control plane tells them. */
  public volatile Optional<TenantDefaults> stage = Optional.empty();

  @Override
  public Optional<TenantDefaults> defaults(Environment environment) {
    reach.run();
    return stage;
  }

  @Override
  public synchronized Changes changes(Environment environment, int shard, long after) {
    reach.run();
    var all = changes.get(shard);
    return forgetful.get()
        ? new Changes.TooOld()
        : new Changes.Known(all.subList((int) after, all.size()), all.size());
  }

  @Override
  public synchronized List<TenantPlugin> ofPlugin(Environment environment, PluginId pluginId) {
    reach.run();
    Map<TenantPluginId, TenantPlugin> newest = new HashMap<>();
    changes.stream()
        .flatMap(List::stream)
        .filter(it -> it.id().pluginId().equals(pluginId))
        .forEach(it -> newest.put(it.id(), it));
    return newest.values().stream().filter(it -> !it.isUnset()).toList();
  }
}
