package io.hotswap.benchmarks.peers;

import io.hotswap.benchmarks.plugins.PluginJar;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.runtime.isolation.ClassLoaderFactory;
import org.apache.kafka.connect.runtime.isolation.DelegatingClassLoader;
import org.apache.kafka.connect.runtime.isolation.PluginClassLoader;
import org.apache.kafka.connect.runtime.isolation.PluginSource;
import org.apache.kafka.connect.runtime.isolation.ServiceLoaderScanner;
import org.apache.kafka.connect.storage.Converter;

/// The loader of Kafka Connect, whose plugins are converters here, with `plugin.discovery` set to
/// `service_load`. A worker would have to restart for another version; this makes its class loaders
/// anew, without scanning the worker's own class path.
final class KafkaPeer implements Peer {
  private final ClassLoaderFactory factory = new ClassLoaderFactory();

  @Override
  public Running load(PluginJar jar) throws Exception {
    var url = jar.file().toUri().toURL();
    var delegating = factory.newDelegatingClassLoader(KafkaPeer.class.getClassLoader());
    var loader = factory.newPluginClassLoader(url, new URL[] {url}, delegating);
    var source =
        new PluginSource(jar.file(), PluginSource.Type.SINGLE_JAR, loader, new URL[] {url});
    delegating.installDiscoveredPlugins(new ServiceLoaderScanner().discoverPlugins(Set.of(source)));
    return new Loaded(converter(delegating), delegating, loader);
  }

  private static Converter converter(DelegatingClassLoader delegating)
      throws ReflectiveOperationException {
    try {
      var converter =
          delegating
              .loadClass("bench.KafkaEntry")
              .asSubclass(Converter.class)
              .getConstructor()
              .newInstance();
      converter.configure(Map.of(), false);
      return converter;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private record Loaded(
      Converter converter, DelegatingClassLoader delegating, PluginClassLoader loader)
      implements Running {
    @Override
    public byte[] call(byte[] body) {
      return converter.fromConnectData("topic", Schema.BYTES_SCHEMA, body);
    }

    @Override
    public void unload() throws IOException {
      loader.close();
      delegating.close();
    }
  }
}
