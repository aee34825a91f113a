package io.hotswap.runtime.unloading;

import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.globals.SuspectCode;
import io.hotswap.runtime.plugin.PluginRef;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The classes of a version that shares the node's process.
record LoadedCode(PluginRef ref, PluginClassLoader loader) implements SuspectCode {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedCode.class);

  @Override
  public boolean mentions(String type, String method) {
    try {
      return loader.mentions(type, method);
    } catch (UncheckedIOException | IllegalStateException e) {
      // A closed jar throws the second.
      LOG.debug("The classes of {} cannot be read", ref.label(), e);
      return false;
    }
  }
}
