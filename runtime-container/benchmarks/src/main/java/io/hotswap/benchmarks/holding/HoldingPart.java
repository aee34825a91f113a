package io.hotswap.benchmarks.holding;

import io.hotswap.benchmarks.peers.Contender;
import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.benchmarks.plugins.PluginJars;
import io.hotswap.benchmarks.plugins.Size;
import io.hotswap.benchmarks.table.Row;
import io.hotswap.benchmarks.worker.BenchmarkPaths;
import io.hotswap.benchmarks.worker.WorkerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How much memory a loaded plugin, a tenant and a call in flight take, and whether the hundredth
/// takes more than the first.
public final class HoldingPart {
  private static final double KILOBYTE = 1 << 10;

  private final BenchmarkPaths benchmarkPaths;
  private final boolean quick;

  public HoldingPart(BenchmarkPaths benchmarkPaths, boolean quick) {
    this.benchmarkPaths = benchmarkPaths;
    this.quick = quick;
  }

  public List<Row> run() throws IOException {
    var folder = Files.createDirectories(benchmarkPaths.work().resolve("hold"));
    var small = PluginJars.write(folder, Size.SMALL, "1.0.0", List.of());
    List<Row> rows = new ArrayList<>();
    for (var contender :
        List.of(
            Contender.HOTSWAP,
            Contender.URL_DIGEST,
            Contender.PF4J,
            Contender.FELIX,
            Contender.KAFKA)) {
      rows.addAll(hold(contender, small, "plugins", quick ? 50 : 200));
    }
    var echo = PluginJars.write(folder, Size.ECHO, "1.0.0", List.of());
    rows.addAll(hold(Contender.HOTSWAP, echo, "tenants", 8_000));
    var sleep = PluginJars.write(folder, Size.SLEEP, "1.0.0", List.of());
    rows.addAll(hold(Contender.HOTSWAP, sleep, "calls", 2_000));
    return rows;
  }

  private List<Row> hold(Contender contender, PluginJar jar, String what, int number)
      throws IOException {
    var folder = benchmarkPaths.work().resolve("hold-" + contender + what);
    try (var worker = WorkerClient.start(contender, benchmarkPaths, folder)) {
      return rows(contender.label(), what, number, worker.does("hold", jar, what, number));
    }
  }

  private static List<Row> rows(String who, String what, int number, Map<String, Double> bytes) {
    var measure = "memory of each of " + number + " " + what;
    var first = row(measure, who, bytes.getOrDefault("first", Double.NaN), number);
    var second =
        row(measure, who + ", of as many more", bytes.getOrDefault("second", Double.NaN), number);
    return List.of(first, second.over(first));
  }

  private static Row row(String measure, String who, double bytes, int number) {
    return Row.count(measure, who, "KB", bytes / KILOBYTE, number);
  }
}
