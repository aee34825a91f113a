package io.hotswap.benchmarks.calling;

import io.hotswap.benchmarks.plugins.PluginJars;
import io.hotswap.benchmarks.plugins.Size;
import io.hotswap.benchmarks.table.Row;
import io.hotswap.benchmarks.worker.BenchmarkPaths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// JMH, in processes of its own, with what a node has on its class path.
public final class CallingPart {
  private final BenchmarkPaths benchmarkPaths;
  private final boolean quick;

  public CallingPart(BenchmarkPaths benchmarkPaths, boolean quick) {
    this.benchmarkPaths = benchmarkPaths;
    this.quick = quick;
  }

  public List<Row> run() throws IOException, InterruptedException {
    var folder = Files.createDirectories(benchmarkPaths.work().resolve("call"));
    var plugin = PluginJars.read(PluginJars.write(folder, Size.ECHO, "1.0.0", List.of()));
    for (int i = 0; i < Megamorphic.PLUGINS; i++) {
      PluginJars.restamp(plugin, folder, Megamorphic.nameOf(i), "1.0.0");
    }
    List<Row> rows = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      rows.addAll(JmhResults.read(jmh(folder, threads), threads));
    }
    return rows;
  }

  private Path jmh(Path folder, int threads) throws IOException, InterruptedException {
    var results = folder.resolve("jmh-" + threads + ".csv");
    List<String> command = new ArrayList<>(List.of(benchmarkPaths.java(), "-cp", classPath()));
    command.addAll(List.of("org.openjdk.jmh.Main", CallParts.class.getSimpleName()));
    command.addAll(List.of("-t", Integer.toString(threads), "-prof", "gc"));
    command.addAll(List.of("-f", quick ? "1" : "3", "-wi", quick ? "3" : "5", "-w", "1"));
    command.addAll(List.of("-i", quick ? "5" : "10", "-r", "1", "-rf", "csv"));
    command.addAll(List.of("-rff", results.toString(), "-jvmArgsAppend"));
    command.add("-D" + Megamorphic.FOLDER + "=" + folder);
    var log = folder.resolve("jmh-" + threads + ".txt").toFile();
    int code =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor();
    if (code != 0 || Files.notExists(results)) {
      throw new IOException("JMH has failed: " + Files.readString(log.toPath()));
    }
    return results;
  }

  private String classPath() throws IOException {
    var paths = new ArrayList<>(List.of(benchmarkPaths.jar()));
    paths.addAll(
        benchmarkPaths.libraries("hotswap-runtime", "jmh-core", "jopt-simple", "commons-math3"));
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
