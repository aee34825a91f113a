package io.hotswap.benchmarks.calling;

import io.hotswap.benchmarks.peers.HotSwapPeer;
import io.hotswap.benchmarks.peers.HotSwapRunning;
import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.domain.routing.Quota;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.spi.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A node with plugins that answer at once, each a class of its own, and tenants that call them in
/// turn: no call site can predict which class comes next.
@State(Scope.Benchmark)
public class Megamorphic {
  static final String FOLDER = "hotswap.benchmarks.plugins";
  static final int PLUGINS = 16;
  static final int TENANTS = 256;
  // A reading of the clock, for what is measured without reading it.
  static final long CONSTANT_TIME = System.nanoTime();

  final String[] names = new String[PLUGINS];
  final String[] tenants = new String[TENANTS];
  final LoadedVersion[] versions = new LoadedVersion[PLUGINS];
  final Plugin[] plugins = new Plugin[PLUGINS];
  final RouteResult.Entered[][] lines = new RouteResult.Entered[PLUGINS][TENANTS];
  private final List<HotSwapRunning> running = new ArrayList<>();
  private @Nullable HotSwapPeer node;

  HotSwapPeer node() {
    return Objects.requireNonNull(node);
  }

  @Setup(Level.Trial)
  public void load() throws Exception {
    var root = Files.createTempDirectory("hotswap-benchmarks-");
    for (int i = 0; i < TENANTS; i++) {
      tenants[i] = "tenant-" + i;
    }
    var node = new HotSwapPeer(root, Map.of(), quotas());
    this.node = node;
    for (int i = 0; i < PLUGINS; i++) {
      var jar = jar(i);
      node.place(jar);
      var loaded = node.load(jar);
      running.add(loaded);
      names[i] = jar.name();
      versions[i] = loaded.version();
      plugins[i] = another(loaded.loader());
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        lines[i][tenant] = line(names[i], tenants[tenant]);
      }
    }
  }

  private RouteResult.Entered line(String plugin, String tenant) {
    if (node().routeTable().route(plugin, tenant) instanceof RouteResult.Entered entered) {
      entered.leave();
      return entered;
    }
    throw new IllegalStateException("routed nowhere");
  }

  // As much as can be said: no call is refused, all are counted.
  private Map<String, Quota> quotas() {
    return Arrays.stream(tenants)
        .collect(Collectors.toMap(it -> it, it -> new Quota(Integer.MAX_VALUE, Integer.MAX_VALUE)));
  }

  private static Plugin another(ClassLoader loader) throws ReflectiveOperationException {
    return Class.forName("bench.Entry", true, loader)
        .asSubclass(Plugin.class)
        .getConstructor()
        .newInstance();
  }

  private static PluginJar jar(int number) throws IOException {
    var name = nameOf(number);
    var file = Path.of(System.getProperty(FOLDER, ""), name + "-1.0.0.jar");
    return PluginJar.of(file, name, "1.0.0");
  }

  static String nameOf(int number) {
    return "plugin-" + number;
  }

  @TearDown(Level.Trial)
  public void unload() throws Exception {
    for (var each : running) {
      each.unload();
    }
    node().close();
  }
}
