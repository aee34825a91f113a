package io.hotswap.runtime.scope;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What one loaded version has for itself of that which a JVM has once. Its class loader holds it,
/// and takes it along.
public final class VersionScope {
  private static final int MOST_TOLD = 100;

  /// A `sun.security.jca.ProviderList`; none as long as the version has not changed the platform's.
  private volatile @Nullable Object providers;

  private final Map<String, Properties> properties = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Path temporary;
  private volatile BiConsumer<String, String> changes = (what, name) -> {};

  /// Before any code of the version runs.
  ///
  /// @param folder what it takes for the JVM's folder of temporary files; made when it asks
  /// @param told takes what it has set for itself, once each, not without end: a kind and a name
  public void begin(Path folder, BiConsumer<String, String> told) {
    temporary = folder;
    changes = told;
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

  /// Its own of some kind of properties, a copy of the JVM's at first.
  Properties properties(String kind, Properties ofTheJvm) {
    return properties.computeIfAbsent(kind, it -> (Properties) ofTheJvm.clone());
  }

  void changed(String kind, String name) {
    if (told.size() < MOST_TOLD && told.add(kind + name)) {
      changes.accept(kind, name);
    }
  }
}
