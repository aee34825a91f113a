package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.benchmarks.plugins.Sha256;
import io.hotswap.spi.Plugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;

/// `URLClassLoader` and `ServiceLoader`: the least that loads a plugin.
final class PlainPeer implements Peer {
  private final boolean digest;

  /// @param digest whether the jar's digest is checked first
  PlainPeer(boolean digest) {
    this.digest = digest;
  }

  @Override
  public Running load(PluginJar jar) throws Exception {
    if (digest && !Sha256.of(jar.file()).equals(jar.sha256())) {
      throw new IOException(jar.file() + " is not what it should be");
    }
    var loader =
        new URLClassLoader(new URL[] {jar.file().toUri().toURL()}, Plugin.class.getClassLoader());
    return new Loaded(ServiceLoader.load(Plugin.class, loader).findFirst().orElseThrow(), loader);
  }

  private record Loaded(Plugin plugin, URLClassLoader loader) implements Running {
    @Override
    public byte[] call(byte[] body) throws Exception {
      return plugin.handle(new Input(body)).body();
    }

    @Override
    public void unload() throws Exception {
      plugin.stop();
      loader.close();
    }
  }
}
