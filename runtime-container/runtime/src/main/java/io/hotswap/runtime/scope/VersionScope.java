package io.hotswap.runtime.scope;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A loaded version's own copy of what a JVM has once. Held by its class loader, and collected with
/// it.
public final class VersionScope {
  private static final int MOST_REPORTED = 100;

  /// A `sun.security.jca.ProviderList`; null until the version changes the platform's.
  private volatile @Nullable Object providers;

  private final Map<String, Properties> properties = new ConcurrentHashMap<>();
  private final Set<String> reported = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Path temporary;
  private volatile BiConsumer<String, String> changes = (what, name) -> {};

  /// Must run before any code of the version.
  ///
  /// @param folder the version's folder of temporary files; created on first use
  /// @param onChange takes kind and name of what the version has set for itself, each once, up to a
  ///   limit
  public void begin(Path folder, BiConsumer<String, String> onChange) {
    temporary = folder;
    changes = onChange;
  }

  @Nullable Path temporary() {
    return temporary;
  }

  @Nullable Object providers() {
    return providers;
  }

  void providers(Object changed) {
    providers = changed;
  }

  /// Its own properties of a kind, initially a copy of the JVM's.
  Properties properties(String kind, Properties ofTheJvm) {
    return properties.computeIfAbsent(kind, it -> (Properties) ofTheJvm.clone());
  }

  void changed(String kind, String name) {
    if (reported.size() < MOST_REPORTED && reported.add(kind + name)) {
      changes.accept(kind, name);
    }
  }
}
