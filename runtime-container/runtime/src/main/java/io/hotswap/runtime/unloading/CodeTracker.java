package io.hotswap.runtime.unloading;

import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.plugin.PluginRef;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/// Tracks a version's code in this process, from before it runs until it is proved collected.
public final class CodeTracker {
  private final GlobalState globals;
  private final CollectionProof collectionProof;

  public CodeTracker(GlobalState globals, CollectionProof collectionProof) {
    this.globals = globals;
    this.collectionProof = collectionProof;
  }

  /// Must be called before any code of the version runs.
  ///
  /// @param temporary folder of its own
  public void begin(PluginRef ref, PluginClassLoader loader, Path temporary) {
    loader.scope().begin(temporary, (what, name) -> globals.reportScoped(ref, what, name));
    globals.loaded(new LoadedCode(ref, loader));
  }

  /// Restores settings of the JVM that code changed while it started.
  public void started() {
    globals.restoreChanged();
  }

  /// Call it once no code of the version runs any more.
  public void close(PluginRef ref, PluginClassLoader loader, Path temporary) {
    globals.unloaded(new LoadedCode(ref, loader));
    loader.close();
    DataDirectory.deleteSoon(temporary);
  }

  /// Call it last, on a thread that ends soon: a reference there would be reported as a leak.
  ///
  /// @param callsInside calls that have not left the version; must not hold the version itself
  public void prove(PluginRef ref, PluginClassLoader loader, LongSupplier callsInside) {
    collectionProof.register(ref, loader, callsInside);
  }

  /// The same for a version that ran in processes of its own.
  public void prove(PluginRef ref, CompletableFuture<?> terminated) {
    collectionProof.register(ref, terminated);
  }
}
