package io.hotswap.benchmarks;

import io.hotswap.benchmarks.calling.CallingPart;
import io.hotswap.benchmarks.cycling.CyclingPart;
import io.hotswap.benchmarks.holding.HoldingPart;
import io.hotswap.benchmarks.loading.LoadingPart;
import io.hotswap.benchmarks.lock.LockPart;
import io.hotswap.benchmarks.serving.ServingPart;
import io.hotswap.benchmarks.starting.StartingPart;
import io.hotswap.benchmarks.swapping.SwappingPart;
import io.hotswap.benchmarks.table.Row;
import io.hotswap.benchmarks.table.Table;
import io.hotswap.benchmarks.worker.BenchmarkPaths;
import io.hotswap.runtime.disk.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Measures HotSwap and its peers in one run and prints one table.
public final class Compare {
  @FunctionalInterface
  private interface Part {
    List<Row> run() throws IOException, InterruptedException;
  }

  private Compare() {}

  /// @param arguments this module's `target`, then `--quick`, `--json FILE`, `--only PART`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var options = Arrays.asList(arguments);
    boolean quick = options.contains("--quick");
    var work = Files.createTempDirectory(Path.of(arguments[0]), "compare-");
    try {
      var table =
          measured(
              new BenchmarkPaths(Path.of(arguments[0]), work), quick, after("--only", options));
      System.out.println();
      System.out.print(table.text());
      var file = after("--json", options);
      if (!file.isEmpty()) {
        Files.writeString(Path.of(file), table.json());
      }
    } finally {
      DataDirectory.delete(work);
    }
  }

  private static Table measured(BenchmarkPaths benchmarkPaths, boolean quick, String only)
      throws IOException, InterruptedException {
    var table = new Table();
    add(table, "loading", only, new LoadingPart(benchmarkPaths, quick)::run);
    add(table, "swapping", only, new SwappingPart(benchmarkPaths, quick)::run);
    add(table, "cycling", only, new CyclingPart(benchmarkPaths, quick)::run);
    add(table, "holding", only, new HoldingPart(benchmarkPaths, quick)::run);
    add(table, "calling", only, new CallingPart(benchmarkPaths, quick)::run);
    add(table, "serving", only, new ServingPart(benchmarkPaths, quick)::run);
    add(table, "starting", only, new StartingPart(benchmarkPaths, quick)::run);
    add(table, "lock", only, new LockPart(benchmarkPaths)::run);
    return table;
  }

  private static void add(Table table, String name, String only, Part part)
      throws IOException, InterruptedException {
    if (only.isEmpty() || only.equals(name)) {
      System.err.println("measuring: " + name);
      table.addAll(part.run());
    }
  }

  private static String after(String option, List<String> options) {
    int at = options.indexOf(option);
    return at < 0 || at + 1 == options.size() ? "" : options.get(at + 1);
  }
}
