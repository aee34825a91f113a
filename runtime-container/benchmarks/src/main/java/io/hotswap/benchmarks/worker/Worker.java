package io.hotswap.benchmarks.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.benchmarks.cycling.Cycles;
import io.hotswap.benchmarks.holding.MemoryProbe;
import io.hotswap.benchmarks.loading.Loads;
import io.hotswap.benchmarks.peers.Contender;
import io.hotswap.benchmarks.peers.Peer;
import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.benchmarks.swapping.Swaps;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;

/// A process that holds one contender, with nothing on its class path that this one does not need.
/// Does what its standard input says, one line a task, and answers by lines that begin with
/// [#ANSWER].
public final class Worker {
  static final String ANSWER = "@@ ";

  private Worker() {}

  /// @param arguments the contender, a folder of its own
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    try (var peer = Contender.valueOf(arguments[0]).begin(folder);
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(ANSWER + written(done(peer, folder, line.split(" "))));
        System.out.flush();
      }
    }
  }

  private static Map<String, ? extends Number> done(Peer peer, Path folder, String[] task)
      throws Exception {
    var jar = new PluginJar(Path.of(task[1]), task[2], task[3], task[4]);
    return switch (task[0]) {
      case "load" -> Loads.once(peer, jar);
      case "swap" ->
          new Swaps(peer, folder, jar).run(Integer.parseInt(task[5]), Integer.parseInt(task[6]));
      case "cycle" ->
          new Cycles(peer, jar, Boolean.parseBoolean(task[6])).run(Integer.parseInt(task[5]));
      case "hold" -> new MemoryProbe(peer, folder, jar).run(task[5], Integer.parseInt(task[6]));
      default -> throw new IllegalArgumentException(task[0]);
    };
  }

  private static String written(Map<String, ? extends Number> figures) {
    var text = new StringBuilder();
    figures.forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
    return text.toString();
  }
}
