package io.hotswap.runtime.isolation;

import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.lock.LockLevel;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.isolation.IsolationConfig.Level;
import io.hotswap.runtime.metrics.IsolationMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.quota.ProcessQuotas;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which plugins share the node's heap, and which run in worker processes.
public final class Isolation implements Supervised, AutoCloseable {
  private final IsolationConfig config;
  private final ProcessLauncher launcher;
  private final ProcessQuotas quotas;
  private final Function<PluginRef, Optional<IsolationLevel>> policy;
  private final ProcessSampler sampler = new ProcessSampler();

  /// Where tenants have no quotas, and environments no policy.
  public Isolation(IsolationConfig config, IsolationMetrics metrics, DataDirectory directory) {
    this(config, metrics, directory, ProcessQuotas.unlimited(), ref -> Optional.empty());
  }

  public Isolation(
      IsolationConfig config,
      IsolationMetrics metrics,
      DataDirectory directory,
      ProcessQuotas quotas,
      Function<PluginRef, Optional<IsolationLevel>> policy) {
    this.config = config;
    this.quotas = quotas;
    this.policy = policy;
    this.launcher = new ProcessLauncher(config, metrics, directory.temporary());
    metrics.lock(lock().name());
  }

  /// How far this machine can lock a process.
  public LockLevel lock() {
    return launcher.lock().level();
  }

  /// Where a plugin's code is to run: as its environment's policy says, or else this node's
  /// settings.
  public Level level(PluginRef ref) {
    return policy.apply(ref).map(Isolation::level).orElseGet(() -> config.level(ref.pluginName()));
  }

  private static Level level(IsolationLevel decided) {
    return switch (decided) {
      case Shared -> Level.shared;
      case Process -> Level.process;
      case Locked -> Level.locked;
    };
  }

  /// A plugin to be started like any other.
  ///
  /// @param temporary where its instances may have folders of their own
  public IsolatedPlugin plugin(
      PluginRef ref, Level level, String entryPoint, List<Path> classPath, Path temporary) {
    var jars = classPath.stream().map(Path::toString).toList();
    var isolatedVersion = new IsolatedVersion(level, ref.label(), entryPoint, jars);
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
