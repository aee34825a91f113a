package io.hotswap.benchmarks.peers;

/// A plugin that was loaded.
public interface Running {
  /// Answers on the current thread, or on whichever the loader calls plugins on.
  byte[] call(byte[] body) throws Exception;

  /// Asks the plugin for its health, where the loader knows such a thing.
  default boolean examine() throws Exception {
    return false;
  }

  ClassLoader loader();

  void unload() throws Exception;
}
