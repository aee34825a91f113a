package io.hotswap.benchmarks.cycling;

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

/// A plugin that bundles Jackson and uses it on every call comes and goes.
public final class CyclingPart {
  private static final double MEGABYTE = 1 << 20;

  private final BenchmarkPaths benchmarkPaths;
  private final boolean quick;

  public CyclingPart(BenchmarkPaths benchmarkPaths, boolean quick) {
    this.benchmarkPaths = benchmarkPaths;
    this.quick = quick;
  }

  public List<Row> run() throws IOException {
    var folder = Files.createDirectories(benchmarkPaths.work().resolve("cycle"));
    var jar = PluginJars.write(folder, Size.JACKSON, "1.0.0", benchmarkPaths.bundled());
    List<Row> rows = new ArrayList<>();
    rows.addAll(cycle(Contender.HOTSWAP, jar, false));
    for (var contender :
        List.of(Contender.URL_DIGEST, Contender.PF4J, Contender.FELIX, Contender.KAFKA)) {
      rows.addAll(cycle(contender, jar, false));
      if (!quick || contender == Contender.URL_DIGEST) {
        rows.addAll(cycle(contender, jar, true));
      }
    }
    return rows;
  }

  private List<Row> cycle(Contender contender, PluginJar jar, boolean fresh) throws IOException {
    // On fresh threads no peer leaves anything: that shows soon.
    int cycles = quick ? 200 : fresh ? 500 : 2_000;
    var folder = benchmarkPaths.work().resolve("cycle-" + contender + fresh);
    try (var worker = WorkerClient.start(contender, benchmarkPaths, folder)) {
      return rows(contender, fresh, cycles, worker.does("cycle", jar, cycles, fresh));
    }
  }

  private static List<Row> rows(
      Contender contender, boolean fresh, int cycles, Map<String, Double> figures) {
    var threads = contender == Contender.HOTSWAP ? "" : fresh ? ", fresh threads" : ", pool";
    var who = contender.label() + threads;
    double before = figures.getOrDefault("metaspaceBefore", Double.NaN) / MEGABYTE;
    double after = figures.getOrDefault("metaspaceAfter", Double.NaN) / MEGABYTE;
    double most = figures.getOrDefault("metaspaceMost", Double.NaN) / MEGABYTE;
    double live = figures.getOrDefault("live", Double.NaN);
    double files = figures.getOrDefault("files", Double.NaN);
    double millis = figures.getOrDefault("millis", Double.NaN);
    return List.of(
        row("load/unload: live loaders", who, "count", live, cycles),
        row("load/unload: metaspace after", who, "MB", after, cycles)
            .over(row("", "before", "MB", before, cycles)),
        row("load/unload: metaspace, most", who, "MB", most, cycles),
        row("load/unload: open files more", who, "count", files, cycles),
        row("load/unload: a cycle", who, "ms", millis, cycles));
  }

  private static Row row(String measure, String who, String unit, double value, int cycles) {
    return Row.count(measure, who, unit, value, cycles);
  }
}
