package io.hotswap.testkit;

import io.hotswap.spi.Call;
import io.hotswap.spi.Metrics;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.PluginRequest;
import io.hotswap.spi.Reply;
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
  private final TestPlugins plugins;
  private final Map<String, List<Double>> recorded = new ConcurrentHashMap<>();

  /// Without other plugins.
  public TestContext(String name, String version, Path temporaryDirectory) {
    this(name, version, temporaryDirectory, TestPlugins.NONE);
  }

  /// @param plugins those that it may call
  public TestContext(String name, String version, Path temporaryDirectory, TestPlugins plugins) {
    this.plugins = plugins;
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

  @Override
  public Reply call(Call within, PluginRequest request) {
    return plugins.call(within, request);
  }

  /// The values recorded under a name, in order.
  public List<Double> recorded(String metric) {
    return List.copyOf(recorded.getOrDefault(metric, List.of()));
  }
}
