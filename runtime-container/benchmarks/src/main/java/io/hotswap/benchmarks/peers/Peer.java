package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import java.io.IOException;

/// A way to load plugins, used as its own documentation recommends.
public interface Peer extends AutoCloseable {
  /// Puts the jar where this loader looks for it. Not timed.
  default void place(PluginJar jar) throws IOException {}

  /// Takes away again what was placed.
  default void remove(PluginJar jar) throws IOException {}

  /// Loads a jar that was placed, up to where it can answer.
  Running load(PluginJar jar) throws Exception;

  /// Whether the version before has to be gone before the next one can be loaded.
  default boolean holdsOneVersion() {
    return false;
  }

  @Override
  default void close() throws Exception {}
}
