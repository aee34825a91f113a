package io.hotswap.runtime.isolation;

import io.hotswap.lock.LockLevel;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.metrics.IsolationMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.ProcessQuotas;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.nio.file.Path;
import java.util.List;

/// Which plugins share the node's heap, and which run in worker processes.
public final class Isolation implements Supervised, AutoCloseable {
  private final IsolationConfig config;
  private final ProcessLauncher launcher;
  private final ProcessQuotas quotas;
  private final ProcessSampler sampler = new ProcessSampler();

  /// Where tenants have no quotas.
  public Isolation(IsolationConfig config, IsolationMetrics metrics, DataDirectory directory) {
    this(config, metrics, directory, ProcessQuotas.unlimited());
  }

  public Isolation(
      IsolationConfig config,
      IsolationMetrics metrics,
      DataDirectory directory,
      ProcessQuotas quotas) {
    this.config = config;
    this.quotas = quotas;
    this.launcher = new ProcessLauncher(config, metrics, directory.temporary());
    metrics.lock(lock().name());
  }

  /// How far this machine can lock a process.
  public LockLevel lock() {
    return launcher.lock().level();
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
      case tenant ->
          sampler.measuring(
              new TenantProcesses(launcher, isolatedVersion, temporary, ref.pluginId(), quotas));
    };
  }

  @Override
  public List<Loop> loops() {
    return List.of(launcher.cpuLimit().loop(), launcher.watch().loop(), sampler.loop());
  }

  /// Ends every process that is left.
  @Override
  public void close() {
    sampler.close();
    launcher.close();
  }
}
