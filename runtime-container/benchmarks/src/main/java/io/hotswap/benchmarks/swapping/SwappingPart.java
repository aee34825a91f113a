package io.hotswap.benchmarks.swapping;

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

/// Versions that change under full load. One contender at a time: each has the whole machine.
public final class SwappingPart {
  private static final int PER_SECOND = 20;

  private final BenchmarkPaths benchmarkPaths;
  private final boolean quick;

  public SwappingPart(BenchmarkPaths benchmarkPaths, boolean quick) {
    this.benchmarkPaths = benchmarkPaths;
    this.quick = quick;
  }

  public List<Row> run() throws IOException {
    var folder = Files.createDirectories(benchmarkPaths.work().resolve("swap"));
    var jar = PluginJars.write(folder, Size.TINY, "1.0.0", List.of());
    List<Row> rows = new ArrayList<>();
    int seconds = quick ? 5 : 600;
    int peers = quick ? 5 : 30;
    rows.addAll(compare(Contender.HOTSWAP, jar, seconds));
    for (var contender :
        List.of(
            Contender.URL_DIGEST,
            Contender.PF4J_TWO,
            Contender.PF4J,
            Contender.FELIX_TWO,
            Contender.FELIX,
            Contender.KAFKA)) {
      rows.addAll(compare(contender, jar, peers));
    }
    return rows;
  }

  private List<Row> compare(Contender contender, PluginJar jar, int seconds) throws IOException {
    var folder = benchmarkPaths.work().resolve("swap-" + contender);
    try (var worker = WorkerClient.start(contender, benchmarkPaths, folder)) {
      int shorter = Math.min(seconds, 60);
      var before = worker.does("swap", jar, shorter, 0);
      var swapping = worker.does("swap", jar, seconds, PER_SECOND);
      var after = worker.does("swap", jar, shorter, 0);
      return rows(contender, before, swapping, after);
    }
  }

  private static List<Row> rows(
      Contender contender,
      Map<String, Double> before,
      Map<String, Double> swapping,
      Map<String, Double> after) {
    var who = contender.label();
    var calls = Math.round(figure(swapping, "calls"));
    var base = row("call, no swaps", who, before);
    return List.of(
        Row.count("swap: new versions", who, "count", figure(swapping, "swaps"), 1),
        Row.count("swap: failed calls", who, "calls", figure(swapping, "failed"), calls),
        Row.count("swap: wrong version", who, "calls", figure(swapping, "wrong"), calls),
        base.noise(figure(after, "p99") / figure(before, "p99")),
        row("call, swaps 20 times a second", who, swapping).over(base.named("no swaps")));
  }

  private static Row row(String measure, String who, Map<String, Double> figures) {
    return new Row(
        measure,
        who,
        "µs",
        figure(figures, "p50"),
        figure(figures, "p95"),
        figure(figures, "p99"),
        Math.round(figure(figures, "calls")),
        "",
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  private static double figure(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, Double.NaN);
  }
}
