package io.hotswap.runtime.loading;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.zip.ZipRefused;
import io.hotswap.runtime.admission.Admission;
import io.hotswap.runtime.classloading.JarMetadataCache;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.disk.BinaryCache;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.DefaultsCache;
import io.hotswap.runtime.disk.LibraryCache;
import io.hotswap.runtime.disk.LibraryPins;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.disk.ReleaseCache;
import io.hotswap.runtime.isolation.IsolationConfig.Level;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.unloading.CodeTracker;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Loads and starts a version beside those that run: binary, classes, instance, start, health.
public final class VersionLoader {
  private final SharedLoader shared = new SharedLoader();
  private final JarMetadataCache jarMetadata;
  private final DataDirectory directory;
  private final ReleaseCache releases;
  private final Admission admission;
  private final LibraryCache libraries;
  private final LibraryPins pins;
  private final PluginStarter pluginStarter;
  private final CodeTracker codeTracker;
  private final NodeMetrics metrics;
  private final PluginSpans spans;
  private final AtomicLong loads = new AtomicLong();

  /// @param remembered most archives, and as many jars, whose manifests are not read again
  public VersionLoader(
      DataDirectory directory,
      ReleaseCache releases,
      Admission admission,
      int remembered,
      PluginStarter pluginStarter,
      CodeTracker codeTracker,
      NodeMetrics metrics,
      PluginSpans spans) {
    this.directory = directory;
    this.releases = releases;
    this.admission = admission;
    this.libraries = new LibraryCache(directory);
    this.pins = new LibraryPins(directory);
    this.jarMetadata = new JarMetadataCache(remembered);
    this.pluginStarter = pluginStarter;
    this.codeTracker = codeTracker;
    this.metrics = metrics;
    this.spans = spans;
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
      var loaded = spans.inSpan("plugin.load", ref.traceparent(), ref, () -> bringUp(ref, wanted));
      metrics.loaded(ref.pluginName(), System.nanoTime() - began);
      return loaded;
    } catch (LoadFailure | InterruptedException e) {
      throw e;
    } catch (BinaryCache.Unavailable | DefaultsCache.Unavailable e) {
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
    var defaults = releases.defaults().take(ref.pluginId(), ref.environment(), ref.routed());
    var binary = releases.binaries().take(ref.routed().digest(), wanted);
    admit(ref, binary);
    var openedArchive =
        OpenedArchive.of(
                ref, binary, libraries, it -> releases.libraries().take(it, wanted), jarMetadata)
            .withConfiguration(defaults);
    try {
      pins.save(ref.routed().digest(), openedArchive.manifest());
    } catch (IOException e) {
      openedArchive.close();
      throw e;
    }
    var level = pluginStarter.level(ref);
    boolean isolated = level != Level.shared;
    if (isolated) {
      // A worker process opens the jars from disk.
      openedArchive.close();
    }
    var jars = isolated ? List.<MappedJar>of() : openedArchive.jars();
    var needed = pluginStarter.usedBefore(ref);
    var loader = new PluginClassLoader(ref.label(), jars, shared, needed, jarMetadata);
    var temporary = directory.temporary().resolve(temporaryName(ref));
    codeTracker.begin(ref, loader, temporary);
    try {
      var version = pluginStarter.start(ref, openedArchive, loader, needed, temporary, level);
      codeTracker.started();
      return version;
    } catch (Exception | Error e) {
      codeTracker.close(ref, loader, temporary);
      codeTracker.prove(ref, loader, () -> 0);
      throw e;
    }
  }

  private void admit(PluginRef ref, MappedJar binary) throws LoadFailure, IOException {
    Optional<String> refusal = Optional.of("");
    try {
      refusal = admission.refusal(ref, binary);
    } finally {
      if (refusal.isPresent()) {
        binary.close();
      }
    }
    if (refusal.isPresent()) {
      throw LoadFailure.refused(ref.label() + " is not loaded: " + refusal.get());
    }
  }

  // Unique while this process runs; emptied when the next one starts.
  private String temporaryName(PluginRef ref) {
    return ref.pluginName() + "-" + loads.incrementAndGet();
  }
}
