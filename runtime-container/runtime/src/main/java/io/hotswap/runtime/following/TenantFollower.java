package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPluginFeed.Changes;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.disk.TenantFiles;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.runtime.tenants.TenantTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a node at the tenants' newest settings: polls the shards' change counters in one batch,
/// and reads a shard's changes only when its counter moved. Plugins that are not here are left out.
///
/// A pin takes effect when its version can be called here, a configuration when it has been read;
/// until then the tenant's settings before it stay in force.
public final class TenantFollower implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantFollower.class);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final TenantPluginFeed feed;
  private final Environment environment;
  private final TenantTable table;
  private final ConfigurationReader reader;
  private final TenantFiles files;
  private final RouteTable routeTable;
  private final PluginReconcilers reconcilers;
  private final Reachability reachability;
  private final DefaultsFollower defaults;
  private final Loop pollLoop;
  private final Set<PluginId> known = ConcurrentHashMap.newKeySet();
  private final Map<TenantPluginId, TenantPlugin> awaited = new ConcurrentHashMap<>();
  private List<Long> seen = List.of();

  public TenantFollower(
      TenantPluginFeed feed,
      TenantConfigurations configurations,
      Environment environment,
      TenantTable table,
      TenantFiles files,
      RouteTable routeTable,
      PluginReconcilers reconcilers,
      Reachability reachability,
      Duration pause) {
    this.feed = feed;
    this.environment = environment;
    this.table = table;
    this.reader = new ConfigurationReader(configurations, table);
    this.files = files;
    this.routeTable = routeTable;
    this.reconcilers = reconcilers;
    this.reachability = reachability;
    this.defaults = new DefaultsFollower(feed, environment, table, files, routeTable, known);
    this.pollLoop = Loop.every(pause, LIMIT, "follow-tenants", this::poll);
  }

  public void start() {
    pollLoop.start();
  }

  /// Notes that a plugin is served from disk, whether or not any of its tenants' settings are
  /// there: the first poll reads them.
  void servedFromDisk(PluginId pluginId) {
    known.add(pluginId);
  }

  /// Puts the settings on disk in force, before plugins are served from disk.
  public void restore() throws IOException {
    defaults.restore();
    for (var settings : files.read(environment)) {
      known.add(settings.id().pluginId());
      table.put(settings);
    }
    known.forEach(it -> reconcilers.of(it).pin(table.pins(it)));
  }

  /// Reads a plugin's settings before its first routing document is applied here. Changes made
  /// meanwhile come by the poll; the higher revision stands.
  ///
  /// @throws RuntimeException when the control plane fails; to be called again
  public void load(PluginId pluginId) {
    if (!known.add(pluginId)) {
      return;
    }
    try {
      defaults.askOnce();
      reader.read(feed.ofPlugin(environment, pluginId)).forEach(table::put);
    } catch (RuntimeException e) {
      known.remove(pluginId);
      throw e;
    }
    files.replace(pluginId, table.of(pluginId));
    reconcilers.of(pluginId).pin(table.pins(pluginId));
  }

  /// The versions that a plugin's tenants are or will be pinned to.
  public Set<RoutedVersion> pins(PluginId pluginId) {
    Set<RoutedVersion> pins = new HashSet<>(table.pins(pluginId));
    awaited.values().stream()
        .filter(it -> it.id().pluginId().equals(pluginId))
        .flatMap(it -> it.pin().stream())
        .map(Pin::version)
        .forEach(pins::add);
    return pins;
  }

  private void poll() {
    boolean defaultsFollowed = reached(defaults::follow);
    boolean countsFollowed = reached(this::followCounts);
    if (reached(this::applyAwaited) && defaultsFollowed && countsFollowed) {
      reachability.succeeded();
    }
  }

  private boolean reached(Runnable exchange) {
    try {
      exchange.run();
      return true;
    } catch (RuntimeException e) {
      reachability.failed(e);
      return false;
    }
  }

  private void followCounts() {
    var counts = feed.changeCounts(environment);
    pollLoop.progressed();
    if (seen.isEmpty()) {
      reload();
      seen = counts;
    } else {
      seen = follow(counts);
    }
  }

  private List<Long> follow(List<Long> counts) {
    Map<Integer, Changes> moved = new HashMap<>();
    for (int shard = 0; shard < counts.size(); shard++) {
      if (counts.get(shard) < seen.get(shard)) {
        // The table was restored to an earlier state.
        moved.put(shard, new Changes.TooOld());
      } else if (counts.get(shard) > seen.get(shard)) {
        moved.put(shard, feed.changes(environment, shard, seen.get(shard)));
        pollLoop.progressed();
      }
    }
    if (moved.values().stream().anyMatch(Changes.TooOld.class::isInstance)) {
      reload();
      return counts;
    }
    List<Long> next = new ArrayList<>(counts);
    moved.forEach(
        (shard, changes) -> {
          if (changes instanceof Changes.Known(var changed, var count)) {
            apply(changed);
            next.set(shard, count);
          }
        });
    return next;
  }

  private void reload() {
    for (var pluginId : known) {
      var all = all(pluginId);
      all.stream().filter(table::hasOther).map(TenantPlugin::id).forEach(reader::doubt);
      apply(all);
      files.replace(pluginId, table.of(pluginId));
      pollLoop.progressed();
    }
  }

  /// All settings of a plugin; those that are known here and not there any more are unset.
  private Collection<TenantPlugin> all(PluginId pluginId) {
    Map<TenantPluginId, TenantPlugin> all = new HashMap<>();
    Stream.concat(
            table.of(pluginId).stream().map(ConfiguredTenantPlugin::id),
            awaited.values().stream().map(TenantPlugin::id))
        .filter(it -> it.pluginId().equals(pluginId))
        .forEach(it -> all.put(it, TenantPlugin.unset(it)));
    feed.ofPlugin(environment, pluginId).forEach(it -> all.put(it.id(), it));
    return all.values();
  }

  private void apply(Collection<TenantPlugin> changed) {
    erase(changed);
    Map<PluginId, Set<TenantPlugin>> inForce = new HashMap<>();
    for (var settings : changed) {
      var id = settings.id();
      if (known.contains(id.pluginId()) && !settings.isUnset()) {
        awaited.put(id, settings);
        inForce.computeIfAbsent(id.pluginId(), it -> new HashSet<>());
      }
    }
    inForce.keySet().forEach(this::settle);
  }

  /// Nothing of erased settings is left: not in memory, and no earlier line on disk.
  private void erase(Collection<TenantPlugin> changed) {
    Set<PluginId> erased = new HashSet<>();
    for (var settings : changed) {
      var id = settings.id();
      if (known.contains(id.pluginId()) && settings.isUnset()) {
        awaited.remove(id);
        boolean configured = table.remove(id);
        routeTable.settingsChanged(id);
        if (configured) {
          routeTable.configurationChanged(id.pluginId(), id.tenant());
        }
        erased.add(id.pluginId());
      }
    }
    for (var pluginId : erased) {
      files.replace(pluginId, table.of(pluginId));
      reconcilers.of(pluginId).pin(pins(pluginId));
    }
  }

  private void applyAwaited() {
    awaited.keySet().stream().map(TenantPluginId::pluginId).distinct().forEach(this::settle);
  }

  /// Loads what is pinned, puts in force what waits for no version, unloads what no pin names.
  ///
  /// @throws RuntimeException when configurations cannot be read; what needs none is in force
  private void settle(PluginId pluginId) {
    reconcilers.of(pluginId).pin(pins(pluginId));
    var callable =
        awaited.values().stream()
            .filter(it -> it.id().pluginId().equals(pluginId) && isCallable(it))
            .collect(Collectors.partitioningBy(reader::hasAll));
    putInForce(pluginId, callable.getOrDefault(true, List.of()));
    putInForce(pluginId, callable.getOrDefault(false, List.of()));
  }

  private void putInForce(PluginId pluginId, List<TenantPlugin> callable) {
    Set<ConfiguredTenantPlugin> applied = new HashSet<>();
    for (var next : reader.read(callable)) {
      var tenant = next.id().tenant();
      var before = table.find(pluginId, tenant).flatMap(ConfiguredTenantPlugin::configuration);
      awaited.remove(next.id(), next.settings());
      if (table.replace(next)) {
        applied.add(next);
        routeTable.settingsChanged(next.id());
        if (!next.configuration().equals(before)) {
          routeTable.configurationChanged(pluginId, tenant);
        }
      }
    }
    if (!applied.isEmpty()) {
      files.append(pluginId, applied, table.of(pluginId));
      reconcilers.of(pluginId).pin(pins(pluginId));
    }
    callable.stream().filter(it -> awaited.remove(it.id(), it)).forEach(TenantFollower::lacking);
  }

  /// It would be read at each poll for good: the settings before stay in force until others come.
  private static void lacking(TenantPlugin settings) {
    LOG.error("Configuration {} of {} is not there", settings.configuration(), settings.id());
  }

  private boolean isCallable(TenantPlugin settings) {
    return !settings.enabled()
        || settings
            .pin()
            .filter(it -> !routeTable.holds(settings.id().pluginId(), it.version().release()))
            .isEmpty();
  }

  @Override
  public List<Loop> loops() {
    return List.of(pollLoop);
  }

  @Override
  public void close() {
    pollLoop.close();
  }
}
