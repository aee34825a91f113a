package io.hotswap.runtime.isolation;

import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.metrics.IsolationMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.nio.file.Path;
import java.util.List;

/// Which plugins share the node's heap, and which run in child processes.
public final class Isolation implements Supervised, AutoCloseable {
  private final IsolationConfig config;
  private final Nursery nursery;

  public Isolation(IsolationConfig config, IsolationMetrics metrics, DataDirectory directory) {
    this.config = config;
    this.nursery = new Nursery(config, metrics, directory.temporary());
  }

  public boolean isolates(String plugin) {
    return config.isolates(plugin);
  }

  /// A plugin to be started like any other.
  ///
  /// @param temporary where its instances may have folders of their own
  public IsolatedPlugin plugin(
      PluginRef ref, String entryPoint, List<Path> classPath, Path temporary) {
    var jars = classPath.stream().map(Path::toString).toList();
    var isolated = new Isolated(ref.label(), entryPoint, jars);
    return switch (config.per()) {
      case plugin -> new ProcessPlugin(nursery, isolated, temporary);
      case tenant -> new TenantProcesses(nursery, isolated, temporary);
    };
  }

  @Override
  public List<Loop> loops() {
    return List.of(nursery.cpuLimit().loop());
  }

  /// Ends every process that is left.
  @Override
  public void close() {
    nursery.close();
  }
}
