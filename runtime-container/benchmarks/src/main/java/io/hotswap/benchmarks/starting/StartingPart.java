package io.hotswap.benchmarks.starting;

import io.hotswap.benchmarks.table.Row;
import io.hotswap.benchmarks.table.Sample;
import io.hotswap.benchmarks.worker.BenchmarkPaths;
import io.hotswap.benchmarks.worker.NodeOptions;
import io.hotswap.runtime.training.AotTraining;
import io.hotswap.runtime.training.TrainedNode;
import io.hotswap.runtime.training.TrainingFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// From the start of a node's process to the first answer of its plugin, with and without a JDK AOT
/// cache. The node finds its disk as it left it, as after a restart.
public final class StartingPart {
  private static final String MEASURE = "node: start to first answer";

  private final BenchmarkPaths benchmarkPaths;
  private final int runs;

  public StartingPart(BenchmarkPaths benchmarkPaths, boolean quick) {
    this.benchmarkPaths = benchmarkPaths;
    this.runs = quick ? 10 : 30;
  }

  public List<Row> run() throws IOException, InterruptedException {
    var folder = Files.createDirectories(benchmarkPaths.work().resolve("start"));
    var jar = benchmarkPaths.libraries("hotswap-runtime").getFirst();
    var cache = folder.resolve("node.aot");
    AotTraining.train(jar, cache, folder, NodeOptions.JVM);
    List<String> cached = new ArrayList<>(NodeOptions.JVM);
    cached.add("-XX:AOTCache=" + cache);
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> twin = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      without.add(millis(jar, NodeOptions.JVM));
      with.add(millis(jar, cached));
      twin.add(millis(jar, NodeOptions.JVM));
    }
    var base = Row.of(MEASURE, "without a cache", "ms", Sample.of(without));
    return List.of(
        Row.of(MEASURE, "with an AOT cache", "ms", Sample.of(with)).over(base),
        base.noise(Sample.of(twin).median() / base.median()));
  }

  private double millis(Path jar, List<String> options) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(benchmarkPaths.work(), "start-");
    try (var fixture = new TrainingFixture(folder)) {
      long began = System.nanoTime();
      try (var node = TrainedNode.start(fixture, jar, folder.resolve("node.log"), options)) {
        node.awaitAnswer();
        double millis = (System.nanoTime() - began) / 1e6;
        node.stop();
        return millis;
      }
    }
  }
}
