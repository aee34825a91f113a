package io.hotswap.runtime.loading;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.zip.ZipRefused;
import io.hotswap.runtime.classloading.ClassPrefetcher;
import io.hotswap.runtime.classloading.JarMetadataCache;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.disk.BinaryCache;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.LibraryCache;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.isolation.Isolation;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.unloading.CollectionProof;
import io.hotswap.telemetry.Telemetry;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Loads and starts a version beside those that run: binary, classes, instance, start, health.
public final class VersionLoader {
  private final SharedLoader shared = new SharedLoader();
  private final ClassPrefetcher classPrefetcher;
  private final JarMetadataCache jarMetadata;
  private final DataDirectory directory;
  private final BinaryCache binaries;
  private final LibraryCache libraries;
  private final Isolation isolation;
  private final GlobalState globals;
  private final CollectionProof collectionProof;
  private final PluginStarter pluginStarter;
  private final NodeMetrics metrics;
  private final Telemetry telemetry;
  private final String nodeId;
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
    this.classPrefetcher = ClassPrefetcher.of(config.prefetched());
    this.jarMetadata = new JarMetadataCache(config.remembered());
    this.isolation = isolation;
    this.globals = globals;
    this.collectionProof = collectionProof;
    this.metrics = metrics;
    this.telemetry = telemetry;
    this.nodeId = nodeId;
    this.pluginStarter =
        new PluginStarter(
            classPrefetcher, config, isolation, metrics, callCounter, telemetry, nodeId, findings);
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
      var version = pluginStarter.start(ref, openedArchive, loader, needed, temporary);
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
}
