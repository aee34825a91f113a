package io.hotswap.testkit;

import io.hotswap.spi.Metrics;
import io.hotswap.spi.PluginContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A context for unit tests. It keeps what the plugin recorded.
public final class TestContext implements PluginContext {
  private final String name;
  private final String version;
  private final Path temporaryDirectory;
  private final Map<String, List<Double>> recorded = new ConcurrentHashMap<>();

  public TestContext(String name, String version, Path temporaryDirectory) {
    this.name = name;
    this.version = version;
    this.temporaryDirectory = temporaryDirectory;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Path temporaryDirectory() {
    return temporaryDirectory;
  }

  @Override
  public System.Logger log() {
    return System.getLogger(name);
  }

  @Override
  public Metrics metrics() {
    return (metric, value) ->
        recorded.computeIfAbsent(metric, _ -> new CopyOnWriteArrayList<>()).add(value);
  }

  /// The values recorded under a name, in order.
  public List<Double> recorded(String metric) {
    return List.copyOf(recorded.getOrDefault(metric, List.of()));
  }
}
