package io.hotswap.runtime.loading;

import io.hotswap.runtime.globals.SuspectCode;
import io.hotswap.runtime.plugin.PluginRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The classes of a version that shares the node's process.
record LoadedCode(PluginRef ref, PluginClassLoader loader) implements SuspectCode {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedCode.class);

  @Override
  public boolean mentions(String type, String method) {
    try {
      return loader.hasClassWith(List.of(constant(type.replace('.', '/')), constant(method)));
    } catch (ZipException | IllegalStateException e) {
      // The second is how a jar says that it was closed.
      LOG.debug("The classes of {} cannot be read", ref.label(), e);
      return false;
    }
  }

  // As class files have it: a tag, a length in two bytes, the text.
  private static byte[] constant(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var constant = new byte[bytes.length + 3];
    constant[0] = 1;
    constant[1] = (byte) (bytes.length >> 8);
    constant[2] = (byte) bytes.length;
    System.arraycopy(bytes, 0, constant, 3, bytes.length);
    return constant;
  }
}
