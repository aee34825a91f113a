package io.hotswap.runtime.loading;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.zip.ZipRefused;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.VersionCounter;
import io.hotswap.runtime.disk.BinaryCache;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.LibraryCache;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.loading.PluginThread.PluginFault;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.CurrentCall;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.pluginlog.PluginLogs;
import io.hotswap.runtime.scope.JdbcDrivers;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.spi.Health;
import io.hotswap.spi.Metrics;
import io.hotswap.spi.Plugin;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads and starts a version beside those that run: binary, classes, instance, start, health.
public final class VersionLoader {
  private static final Logger LOG = LoggerFactory.getLogger(VersionLoader.class);

  private final SharedLoader shared = new SharedLoader();
  private final ClassPrefetcher classPrefetcher;
  private final JarMetadataCache jarMetadata;
  private final DataDirectory directory;
  private final BinaryCache binaries;
  private final LibraryCache libraries;
  private final LoadingConfig config;
  private final Isolation isolation;
  private final GlobalState globals;
  private final CollectionProof collectionProof;
  private final NodeMetrics metrics;
  private final PluginLogs logs;
  private final CallCounter callCounter;
  private final Telemetry telemetry;
  private final String nodeId;
  private final Consumer<HealthFinding> findings;
  private final AtomicLong loads = new AtomicLong();

  /// @param findings called for every version that was found healthy, before its first call
  public VersionLoader(
      DataDirectory directory,
      BinaryCache binaries,
      LoadingConfig config,
      Isolation isolation,
      GlobalState globals,
      CollectionProof collectionProof,
      NodeMetrics metrics,
      CallCounter callCounter,
      Telemetry telemetry,
      String nodeId,
      Consumer<HealthFinding> findings) {
    this.directory = directory;
    this.binaries = binaries;
    this.libraries = new LibraryCache(directory);
    this.config = config;
    this.classPrefetcher = ClassPrefetcher.of(config.prefetched());
    this.jarMetadata = new JarMetadataCache(config.remembered());
    this.isolation = isolation;
    this.globals = globals;
    this.collectionProof = collectionProof;
    this.metrics = metrics;
    this.logs = new PluginLogs(config.logs(), metrics::lineDropped);
    this.callCounter = callCounter;
    this.telemetry = telemetry;
    this.nodeId = nodeId;
    this.findings = findings;
  }

  /// Loops of threads that serve all versions in this process.
  public static List<Loop> loops() {
    return List.of(PluginThread.loop());
  }

  /// @param wanted polled while waiting for the store: whether the version is still needed
  public LoadedVersion load(PluginRef ref, BooleanSupplier wanted)
      throws LoadFailure, InterruptedException {
    long began = System.nanoTime();
    try {
      var loaded =
          telemetry.inSpan(
              "plugin.load",
              ref.traceparent(),
              () -> ref.attributes(nodeId),
              () -> bringUp(ref, wanted));
      metrics.loaded(ref.pluginName(), System.nanoTime() - began);
      return loaded;
    } catch (LoadFailure | InterruptedException e) {
      throw e;
    } catch (BinaryCache.Unavailable e) {
      throw LoadFailure.passing(ref.label() + ": " + e.getMessage(), e);
    } catch (ZipRefused e) {
      throw LoadFailure.lasting(ref.label() + " cannot be loaded: " + e.getMessage(), e);
    } catch (NoSuchElementException e) {
      throw LoadFailure.lasting(
          ref.label() + ": the store has no binary " + ref.routed().digest(), e);
    } catch (Exception e) {
      throw LoadFailure.lasting(ref.label() + " cannot be loaded: " + e, e);
    }
  }

  private LoadedVersion bringUp(PluginRef ref, BooleanSupplier wanted) throws Exception {
    var binary = binaries.take(ref.routed().digest(), wanted);
    var openedArchive = OpenedArchive.of(ref, binary, libraries, jarMetadata);
    boolean isolated = isolation.isolates(ref.pluginName());
    if (isolated) {
      // A worker process opens the jars from disk.
      openedArchive.close();
    }
    var jars = isolated ? List.<MappedJar>of() : openedArchive.jars();
    var needed = classPrefetcher.of(ref.pluginName());
    var loader = new PluginClassLoader(ref.label(), jars, shared, needed, jarMetadata);
    var temporary = directory.temporary().resolve(temporaryName(ref));
    var code = new LoadedCode(ref, loader);
    loader.scope().begin(temporary, (what, name) -> globals.reportScoped(ref, what, name));
    globals.loaded(code);
    try {
      var version = start(ref, openedArchive, loader, needed, temporary);
      globals.restoreChanged();
      return version;
    } catch (Exception | Error e) {
      globals.unloaded(code);
      loader.close();
      DataDirectory.deleteSoon(temporary);
      collectionProof.register(ref, loader, () -> 0);
      throw e;
    }
  }

  // Unique while this process runs; emptied when the next one starts.
  private String temporaryName(PluginRef ref) {
    return ref.pluginName() + "-" + loads.incrementAndGet();
  }

  private LoadedVersion start(
      PluginRef ref,
      OpenedArchive openedArchive,
      PluginClassLoader loader,
      ClassUsage needed,
      Path temporary)
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
                    ref, (name, value) -> recorded(versionCounter, name, value))));
    var entryPoint = openedArchive.manifest().entryPoint();
    Callable<Plugin> making =
        isolation.isolates(ref.pluginName())
            ? () -> isolation.plugin(ref, entryPoint, openedArchive.classPath(), temporary)
            : () -> instance(ref, entryPoint, loader);
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
              openedArchive.classPath(),
              temporary,
              openedArchive.manifest().operations(),
              versionCounter);
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

  private static Metrics counted(Metrics figures) {
    return (name, value) -> {
      if (!CurrentCall.isOneThatDoesNotCount()) {
        figures.record(name, value);
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
    telemetry.inSpan(
        "plugin.health-check",
        "",
        () -> version.ref().attributes(nodeId),
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
