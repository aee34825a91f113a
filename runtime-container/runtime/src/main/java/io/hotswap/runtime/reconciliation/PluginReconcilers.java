package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.VersionUnloader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The reconcilers of all plugins that have a routing document here.
public final class PluginReconcilers implements AutoCloseable {
  private final Map<PluginId, PluginReconciler> byPlugin = new ConcurrentHashMap<>();
  private final AckReporter ackReporter;
  private final Supplier<PluginReconciler> create;

  /// @param ackReporter that the reconcilers share
  /// @param create makes the reconciler of one more plugin
  public PluginReconcilers(AckReporter ackReporter, Supplier<PluginReconciler> create) {
    this.ackReporter = ackReporter;
    this.create = create;
  }

  public PluginReconciler of(PluginId pluginId) {
    return byPlugin.computeIfAbsent(pluginId, key -> create.get());
  }

  public Optional<PluginReconciler> find(PluginId pluginId) {
    return Optional.ofNullable(byPlugin.get(pluginId));
  }

  public Collection<PluginReconciler> all() {
    return byPlugin.values();
  }

  /// Loads versions again, and sends acknowledgements again, that failed for a transient reason.
  public void retryFailed() {
    all().forEach(PluginReconciler::retryFailed);
    ackReporter.retry();
  }

  public boolean areSettledButForSuspects() {
    return all().stream().allMatch(PluginReconciler::isSettledButForSuspects);
  }

  /// Names of the plugins whose active documents eject the node.
  public List<String> ejected(String nodeId) {
    return all().stream()
        .map(reconciler -> reconciler.ejecting(nodeId))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  public List<PluginStatus> status(String nodeId) {
    return all().stream()
        .map(reconciler -> reconciler.status(nodeId))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(PluginStatus::name))
        .toList();
  }

  /// Every version that is loaded and started now.
  public List<LoadedVersion> up() {
    return all().stream().flatMap(reconciler -> reconciler.up().stream()).toList();
  }

  /// The files of the loaded versions, which may open their jars again.
  public Set<Path> filesInUse() {
    return up().stream().flatMap(it -> it.files().stream()).collect(Collectors.toSet());
  }

  /// Unloads all versions, at the end of the process.
  public void unload(VersionUnloader retiring, Duration limit) throws InterruptedException {
    var last = System.nanoTime() + limit.toNanos();
    var ending = up().stream().map(it -> Retirement.begin(retiring, it, "")).toList();
    for (var thread : ending) {
      thread.join(Duration.ofNanos(Math.max(1, last - System.nanoTime())));
    }
  }

  /// Sends no more acknowledgements; loaded versions stay loaded.
  @Override
  public void close() {
    ackReporter.close();
  }
}
