package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.spi.Plugin;
import java.nio.file.Path;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginManager;

/// PF4J: a plugin manager has one version of an id.
final class Pf4jPeer implements Peer {
  private final Path root;
  private final boolean sideBySide;
  private final PluginManager shared;

  /// @param sideBySide whether each version gets a plugin manager of its own, so that two can live
  ///   at once; otherwise the old one is unloaded before the new one is loaded
  Pf4jPeer(Path root, boolean sideBySide) {
    this.root = root;
    this.sideBySide = sideBySide;
    this.shared = new JarPluginManager(root);
  }

  @Override
  public Running load(PluginJar jar) {
    var manager = sideBySide ? new JarPluginManager(root) : shared;
    var id = manager.loadPlugin(jar.file());
    manager.startPlugin(id);
    return new Loaded(manager, id, manager.getExtensions(Plugin.class, id).getFirst());
  }

  @Override
  public boolean holdsOneVersion() {
    return !sideBySide;
  }

  private record Loaded(PluginManager manager, String id, Plugin plugin) implements Running {
    @Override
    public byte[] call(byte[] body) throws Exception {
      return plugin.handle(new Input(body)).body();
    }

    @Override
    public ClassLoader loader() {
      return manager.getPluginClassLoader(id);
    }

    @Override
    public void unload() {
      manager.unloadPlugin(id);
    }
  }
}
