package io.hotswap.benchmarks.lock;

import io.hotswap.benchmarks.table.Row;
import io.hotswap.benchmarks.table.Sample;
import io.hotswap.benchmarks.worker.BenchmarkPaths;
import io.hotswap.lock.FileAccess;
import io.hotswap.lock.FileRule;
import io.hotswap.lock.LockedCommand;
import io.hotswap.lock.LockedProcess;
import io.hotswap.lock.Strength;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What the lock costs a process: start, memory, code that computes, and code that calls the
/// kernel, beside the same process without it, in turn.
public final class LockPart {
  private static final int RUNS = 20;
  private static final String UNLOCKED = "without a lock";

  private final BenchmarkPaths benchmarkPaths;

  private enum Figure {
    START("child: start until it may run plugin code", "ms"),
    MEMORY("child: resident memory then", "MB"),
    COMPUTING("child: 125 MB of SHA-256", "ms"),
    CALLING("child: 400,000 reads of a byte", "ms");

    private final String measure;
    private final String unit;

    Figure(String measure, String unit) {
      this.measure = measure;
      this.unit = unit;
    }
  }

  public LockPart(BenchmarkPaths benchmarkPaths) {
    this.benchmarkPaths = benchmarkPaths;
  }

  public List<Row> run() throws IOException, InterruptedException {
    var locked = figures();
    var unlocked = figures();
    var twin = figures();
    for (int run = 0; run < RUNS; run++) {
      measure(unlocked, false);
      measure(locked, true);
      measure(twin, false);
    }
    List<Row> rows = new ArrayList<>();
    for (var figure : Figure.values()) {
      var base = Row.of(figure.measure, UNLOCKED, figure.unit, Sample.of(of(figure, unlocked)));
      rows.add(
          Row.of(figure.measure, "locked", figure.unit, Sample.of(of(figure, locked))).over(base));
      rows.add(base.noise(Sample.of(of(figure, twin)).median() / base.median()));
    }
    return rows;
  }

  private static Map<Figure, List<Double>> figures() {
    Map<Figure, List<Double>> figures = new EnumMap<>(Figure.class);
    for (var figure : Figure.values()) {
      figures.put(figure, new ArrayList<>());
    }
    return figures;
  }

  private static List<Double> of(Figure figure, Map<Figure, List<Double>> figures) {
    return figures.getOrDefault(figure, List.of());
  }

  private void measure(Map<Figure, List<Double>> figures, boolean locked)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(benchmarkPaths.work(), "lock-");
    long began = System.nanoTime();
    var process = locked ? lockedProcess(folder) : unlockedProcess(folder);
    try (var lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var input = process.getOutputStream()) {
      if (!"ready".equals(lines.readLine())) {
        throw new IOException("the process is not ready");
      }
      add(figures, Figure.START, (System.nanoTime() - began) / 1e6);
      add(figures, Figure.MEMORY, resident(process.pid()));
      input.write('\n');
      input.flush();
      var took = String.valueOf(lines.readLine()).split(" ", 2);
      add(figures, Figure.COMPUTING, Double.parseDouble(took[0]));
      add(figures, Figure.CALLING, Double.parseDouble(took[1]));
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static void add(Map<Figure, List<Double>> figures, Figure figure, double value) {
    figures.computeIfAbsent(figure, it -> new ArrayList<>()).add(value);
  }

  private static double resident(long process) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
      return lines
              .filter(it -> it.startsWith("VmRSS:"))
              .mapToDouble(it -> Double.parseDouble(it.replaceAll("\\D", "")))
              .sum()
          / 1024;
    }
  }

  private Process unlockedProcess(Path folder) throws IOException {
    return new ProcessBuilder(arguments(UNLOCKED))
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Process lockedProcess(Path folder) throws IOException, InterruptedException {
    List<FileRule> rules = new ArrayList<>(FileRule.ofTheJvm());
    for (var path : classPath().split(File.pathSeparator)) {
      rules.add(new FileRule(Path.of(path), FileAccess.READ));
    }
    rules.add(new FileRule(folder, FileAccess.OWN));
    return LockedProcess.start(
        new LockedCommand(
            arguments(LockedWork.LOCKED),
            Map.of(),
            folder,
            Strength.CHILD,
            OptionalInt.empty(),
            rules));
  }

  private List<String> arguments(String lock) throws IOException {
    return List.of(
        benchmarkPaths.java(),
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xmx64m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath(),
        LockedWork.class.getName(),
        lock);
  }

  private String classPath() throws IOException {
    var runtime = benchmarkPaths.libraries("hotswap-runtime", "hotswap-lock");
    List<String> all = new ArrayList<>(List.of(benchmarkPaths.jar().toString()));
    runtime.forEach(it -> all.add(it.toString()));
    return String.join(File.pathSeparator, all);
  }
}
