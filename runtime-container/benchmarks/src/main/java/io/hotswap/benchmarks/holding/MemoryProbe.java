package io.hotswap.benchmarks.holding;

import io.hotswap.benchmarks.peers.HotSwapPeer;
import io.hotswap.benchmarks.peers.Input;
import io.hotswap.benchmarks.peers.Peer;
import io.hotswap.benchmarks.peers.Running;
import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.benchmarks.plugins.PluginJars;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.routing.RouteResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a number of something, and as many again, and looks how much memory each takes.
public final class MemoryProbe {
  private static final byte[] BODY = new byte[1024];

  private final Peer peer;
  private final Path folder;
  private final PluginJar jar;
  private final List<Running> running = new ArrayList<>();

  private interface Making {
    void make(int number) throws Exception;
  }

  public MemoryProbe(Peer peer, Path folder, PluginJar jar) {
    this.peer = peer;
    this.folder = folder;
    this.jar = jar;
  }

  /// @param what `plugins`, each loaded and called once; `tenants`, each of whom calls once;
  ///   `calls`, each with a body of 1 KB, and none of them has ended
  /// @return bytes of each of the first half and of the second, as `first` and `second`
  public Map<String, Number> run(String what, int number) throws Exception {
    return switch (what) {
      case "plugins" -> plugins(number);
      case "tenants" -> tenants((HotSwapPeer) peer, number);
      case "calls" -> calls((HotSwapPeer) peer, number);
      default -> throw new IllegalArgumentException(what);
    };
  }

  private Map<String, Number> plugins(int number) throws Exception {
    var places = Files.createDirectories(folder.resolve("jars"));
    var entries = PluginJars.read(jar);
    List<PluginJar> jars = new ArrayList<>();
    for (int i = 0; i <= 2 * number; i++) {
      jars.add(PluginJars.restamp(entries, places, "plugin-" + i, jar.version()));
      peer.place(jars.get(i));
    }
    // What the loader itself needs for a first one is not any plugin's.
    load(jars.get(2 * number));
    var figures = halves(number, i -> load(jars.get(i)));
    for (var each : running) {
      each.unload();
    }
    return figures;
  }

  private void load(PluginJar one) throws Exception {
    var loaded = peer.load(one);
    loaded.call(BODY);
    running.add(loaded);
  }

  private Map<String, Number> tenants(HotSwapPeer node, int number) throws Exception {
    peer.place(jar);
    var loaded = node.load(jar);
    var version = loaded.version();
    var input = new Input(BODY);
    var figures =
        halves(
            number,
            i -> {
              var target = entered(node, "tenant-" + i);
              version.handle(input);
              version
                  .counter()
                  .called("tenant-" + i, null, CallOutcome.OK, 1_000, System.nanoTime());
              target.leave();
            });
    loaded.unload();
    return figures;
  }

  private Map<String, Number> calls(HotSwapPeer node, int number) throws Exception {
    peer.place(jar);
    var loaded = node.load(jar);
    var figures =
        halves(
            number,
            i -> {
              var invocationRequest =
                  new InvocationRequest("run", "tenant", "text/plain", BODY.clone(), "");
              node.calling().begin(invocationRequest, entered(node, "tenant"), result -> {});
            });
    // The deadline of the last one wakes it.
    loaded.unload();
    return figures;
  }

  private RouteResult.Entered entered(HotSwapPeer node, String tenant) {
    if (node.routeTable().route(jar.name(), tenant) instanceof RouteResult.Entered target) {
      return target;
    }
    throw new IllegalStateException("routed nowhere");
  }

  private static Map<String, Number> halves(int number, Making making) throws Exception {
    long before = Memory.held();
    for (int i = 0; i < number; i++) {
      making.make(i);
    }
    long half = Memory.held();
    for (int i = number; i < 2 * number; i++) {
      making.make(i);
    }
    long all = Memory.held();
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("first", (half - before) / (double) number);
    figures.put("second", (all - half) / (double) number);
    return figures;
  }
}
