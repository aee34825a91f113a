package io.hotswap.runtime.isolation;

import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.metrics.IsolationMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.nio.file.Path;
import java.util.List;

/// Which plugins share the node's heap, and which run in worker processes.
public final class Isolation implements Supervised, AutoCloseable {
  private final IsolationConfig config;
  private final ProcessLauncher launcher;

  public Isolation(IsolationConfig config, IsolationMetrics metrics, DataDirectory directory) {
    this.config = config;
    this.launcher = new ProcessLauncher(config, metrics, directory.temporary());
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
    var isolatedVersion = new IsolatedVersion(ref.label(), entryPoint, jars);
    return switch (config.per()) {
      case plugin -> new ProcessPlugin(launcher, isolatedVersion, temporary);
      case tenant -> new TenantProcesses(launcher, isolatedVersion, temporary);
    };
  }

  @Override
  public List<Loop> loops() {
    return List.of(launcher.cpuLimit().loop());
  }

  /// Ends every process that is left.
  @Override
  public void close() {
    launcher.close();
  }
}
