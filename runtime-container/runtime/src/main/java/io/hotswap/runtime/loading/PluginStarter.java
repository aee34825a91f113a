package io.hotswap.runtime.loading;

import io.hotswap.runtime.classloading.ClassPrefetcher;
import io.hotswap.runtime.classloading.ClassUsage;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.VersionCounter;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.isolation.IsolationConfig.Level;
import io.hotswap.runtime.loading.PluginThread.PluginFault;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.CurrentCall;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.pluginlog.PluginLogs;
import io.hotswap.runtime.scope.JdbcDrivers;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.spi.Health;
import io.hotswap.spi.Metrics;
import io.hotswap.spi.Plugin;
import io.hotswap.telemetry.LogContext;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes and starts a version's plugin, and lets it take calls once it is healthy.
public final class PluginStarter {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStarter.class);

  private final ClassPrefetcher classPrefetcher;
  private final LoadingConfig config;
  private final Isolation isolation;
  private final NodeMetrics metrics;
  private final PluginLogs logs;
  private final CallCounter callCounter;
  private final PluginSpans spans;
  private final BiFunction<PluginRef, Set<String>, PluginCalls> pluginCalls;
  private final Consumer<HealthFinding> findings;

  /// @param pluginCalls the calls of other plugins that a version makes, given those that its
  ///   manifest permits
  /// @param findings called for every version that was found healthy, before its first call
  public PluginStarter(
      LoadingConfig config,
      Isolation isolation,
      NodeMetrics metrics,
      CallCounter callCounter,
      PluginSpans spans,
      BiFunction<PluginRef, Set<String>, PluginCalls> pluginCalls,
      Consumer<HealthFinding> findings) {
    this.classPrefetcher = ClassPrefetcher.of(config.prefetched());
    this.config = config;
    this.isolation = isolation;
    this.metrics = metrics;
    this.logs = new PluginLogs(config.logs(), metrics::lineDropped);
    this.callCounter = callCounter;
    this.spans = spans;
    this.pluginCalls = pluginCalls;
    this.findings = findings;
  }

  /// Where its code is to run.
  Level level(PluginRef ref) {
    return isolation.level(ref);
  }

  /// The classes that the plugin used when it was started before.
  ClassUsage usedBefore(PluginRef ref) {
    return classPrefetcher.of(ref.pluginName());
  }

  /// @param temporary folder of its own
  /// @param level where its code is to run
  LoadedVersion start(
      PluginRef ref,
      OpenedArchive openedArchive,
      PluginClassLoader loader,
      ClassUsage needed,
      Path temporary,
      Level level)
      throws Exception {
    var versionCounter = callCounter.versionCounter(ref);
    var log = logs.of(ref);
    loader.printsTo(log);
    var context =
        new VersionContext(
            ref.pluginName(),
            ref.routed().version(),
            temporary,
            log,
            counted(
                metrics.businessMetrics(
                    ref, (name, value) -> recorded(versionCounter, name, value))),
            pluginCalls.apply(ref, openedArchive.manifest().calls()));
    var entryPoint = openedArchive.manifest().entryPoint();
    Callable<Plugin> making =
        level == Level.shared
            ? () -> instance(ref, entryPoint, loader)
            : () -> isolation.plugin(ref, level, entryPoint, openedArchive.classPath(), temporary);
    var made = new AtomicReference<@Nullable Plugin>();
    var starting =
        PluginThread.task(
            () -> {
              var plugin = making.call();
              made.set(plugin);
              plugin.start(context);
              return plugin;
            });
    var healthTask = PluginThread.task(() -> starting.resultNow().health());
    begin(ref, loader, starting, healthTask);
    classPrefetcher.begin(loader, needed);
    var plugin = started(ref, entryPoint, loader, starting, made);
    try {
      var version =
          new LoadedVersion(
              ref,
              plugin,
              loader,
              openedArchive.files(),
              temporary,
              openedArchive.manifest().operations(),
              openedArchive.defaults(),
              versionCounter,
              new ConfigurationNotices(ref, plugin, loader, config.health()));
      examine(version, healthTask);
      findings.accept(HealthFinding.loaded(ref));
      return version;
    } catch (LoadFailure failure) {
      stop(ref, plugin, loader);
      throw failure;
    }
  }

  // A metric that is recorded outside of calls belongs to no tenant.
  private static void recorded(VersionCounter versionCounter, String name, double value) {
    if (CurrentCall.ON_THIS_THREAD.isBound()) {
      versionCounter.recorded(CurrentCall.ON_THIS_THREAD.get().tenant(), name, value);
    }
  }

  private static Metrics counted(Metrics metrics) {
    return (name, value) -> {
      if (!CurrentCall.isOneThatDoesNotCount()) {
        metrics.record(name, value);
      }
    };
  }

  // Created, started and first checked on one thread: more threads would only cost time.
  private static void begin(
      PluginRef ref,
      PluginClassLoader loader,
      FutureTask<Plugin> starting,
      FutureTask<Health> healthTask) {
    PluginThread.begin(
        "start-" + ref.label(),
        loader,
        // Log lines of the plugin belong to the trace of the load.
        LogContext.carriedTo(
            () -> {
              starting.run();
              if (starting.state() == Future.State.SUCCESS) {
                healthTask.run();
              }
            }));
  }

  private Plugin started(
      PluginRef ref,
      String entryPoint,
      PluginClassLoader loader,
      FutureTask<Plugin> starting,
      AtomicReference<@Nullable Plugin> made)
      throws LoadFailure, InterruptedException {
    try {
      return PluginThread.await(starting, config.start());
    } catch (PluginFault fault) {
      var plugin = made.get();
      if (plugin == null) {
        throw LoadFailure.lasting(
            ref.label() + ": making " + entryPoint + " " + fault.getMessage(), fault);
      }
      stop(ref, plugin, loader);
      throw LoadFailure.lasting(ref.label() + ": start " + fault.getMessage(), fault);
    }
  }

  private static Plugin instance(PluginRef ref, String entryPoint, PluginClassLoader loader)
      throws ReflectiveOperationException {
    JdbcDrivers.load(
        loader,
        why ->
            LOG.warn(
                "{}: a JDBC driver is left out: {}", ref.label(), PluginText.SENTENCE.of(why)));
    return Class.forName(entryPoint, true, loader)
        .asSubclass(Plugin.class)
        .getConstructor()
        .newInstance();
  }

  private void examine(LoadedVersion version, FutureTask<Health> healthTask) throws Exception {
    spans.inSpan(
        "plugin.health-check",
        "",
        version.ref(),
        () -> {
          var health = version.examine(healthTask, config.health());
          metrics.healthy(version.ref(), health.healthy());
          if (!health.healthy()) {
            var why = version.ref().label() + " is unhealthy: " + health.reason();
            throw LoadFailure.lasting(why, new IllegalStateException(why));
          }
          return health;
        });
  }

  private void stop(PluginRef ref, Plugin plugin, PluginClassLoader loader)
      throws InterruptedException {
    PluginStop.stop(ref, plugin, loader, config.stop());
  }
}
