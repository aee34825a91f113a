package io.hotswap.runtime.globals;

import io.hotswap.runtime.plugin.PluginRef;

/// The code of a loaded version.
public interface SuspectCode {
  PluginRef ref();

  ClassLoader loader();

  /// Whether a class of it has both names among its constants, so that it may call the one on the
  /// other. Reads all classes, and remembers the answer after they are closed.
  boolean mentions(String type, String method);
}
