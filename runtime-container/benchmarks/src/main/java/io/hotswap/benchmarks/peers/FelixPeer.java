package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.spi.Plugin;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

/// Apache Felix: a plugin is a bundle whose activator registers a service.
final class FelixPeer implements Peer {
  private final Framework framework;
  private final boolean sideBySide;
  private final AtomicLong installed = new AtomicLong();

  /// @param sideBySide whether two versions may be installed at once
  FelixPeer(Path root, boolean sideBySide) throws BundleException {
    this.sideBySide = sideBySide;
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    root.resolve("felix-cache").toString(),
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    Plugin.class.getPackageName(),
                    "felix.log.level",
                    "1"));
    framework.start();
  }

  @Override
  public Running load(PluginJar jar) throws Exception {
    var location = "version-" + installed.incrementAndGet();
    try (var in = java.nio.file.Files.newInputStream(jar.file())) {
      var bundle = framework.getBundleContext().installBundle(location, in);
      bundle.start();
      var reference = bundle.getRegisteredServices()[0];
      var plugin = (Plugin) framework.getBundleContext().getService(reference);
      return new Loaded(bundle, plugin, bundle.adapt(BundleWiring.class).getClassLoader());
    }
  }

  @Override
  public boolean holdsOneVersion() {
    return !sideBySide;
  }

  @Override
  public void close() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  private record Loaded(Bundle bundle, Plugin plugin, ClassLoader loader) implements Running {
    @Override
    public byte[] call(byte[] body) throws Exception {
      return plugin.handle(new Input(body)).body();
    }

    @Override
    public void unload() throws BundleException {
      bundle.uninstall();
    }
  }
}
