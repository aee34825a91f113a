package io.hotswap.benchmarks.loading;

import io.hotswap.benchmarks.peers.Contender;
import io.hotswap.benchmarks.plugins.PluginJar;
import io.hotswap.benchmarks.plugins.PluginJars;
import io.hotswap.benchmarks.plugins.Size;
import io.hotswap.benchmarks.table.Row;
import io.hotswap.benchmarks.table.Sample;
import io.hotswap.benchmarks.worker.BenchmarkPaths;
import io.hotswap.benchmarks.worker.WorkerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Load to first answer. Each contender is a process of its own, warmed up like a node that has
/// been running for a while; they take turns in an order that changes every round, so that what
/// else the machine does hits all alike. Two twins show what remains of it.
public final class LoadingPart {
  private static final long SEED = 11;

  private record Candidate(String who, WorkerClient worker) {}

  private final BenchmarkPaths benchmarkPaths;
  private final boolean quick;

  public LoadingPart(BenchmarkPaths benchmarkPaths, boolean quick) {
    this.benchmarkPaths = benchmarkPaths;
    this.quick = quick;
  }

  public List<Row> run() throws IOException {
    List<Row> rows = new ArrayList<>();
    rows.addAll(measure(Size.SMALL, quick ? 150 : 300, quick ? 60 : 300));
    rows.addAll(measure(Size.MEDIUM, quick ? 10 : 30, quick ? 25 : 100));
    if (!quick) {
      rows.addAll(measure(Size.LARGE, 5, 25));
    }
    return rows;
  }

  private List<Row> measure(Size size, int warmUp, int runs) throws IOException {
    var folder = Files.createDirectories(benchmarkPaths.work().resolve("load-" + size.name()));
    var jar = PluginJars.write(folder, size, "1.0.0", benchmarkPaths.bundled());
    List<Candidate> candidates = new ArrayList<>();
    try {
      for (var contender : contenders()) {
        add(candidates, contender, contender.label());
      }
      add(candidates, Contender.HOTSWAP, twin(Contender.HOTSWAP));
      add(candidates, Contender.URL_DIGEST, twin(Contender.URL_DIGEST));
      rounds(candidates, jar, warmUp);
      return rows(size, rounds(candidates, jar, runs));
    } finally {
      for (var candidate : candidates) {
        candidate.worker().close();
      }
    }
  }

  private static List<Contender> contenders() {
    return List.of(
        Contender.HOTSWAP,
        Contender.HOTSWAP_FORGETFUL,
        Contender.URL_DIGEST,
        Contender.URL,
        Contender.PF4J,
        Contender.FELIX,
        Contender.KAFKA);
  }

  private void add(List<Candidate> candidates, Contender contender, String who) throws IOException {
    var folder = benchmarkPaths.work().resolve("worker-" + candidates.size());
    candidates.add(new Candidate(who, WorkerClient.start(contender, benchmarkPaths, folder)));
  }

  private static String twin(Contender contender) {
    return contender.label() + ", twin";
  }

  /// Milliseconds by what was timed and whose.
  private static Map<String, List<Double>> rounds(
      List<Candidate> candidates, PluginJar jar, int rounds) throws IOException {
    Map<String, List<Double>> millis = new HashMap<>();
    var order = new ArrayList<>(candidates);
    var random = new Random(SEED);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (var candidate : order) {
        candidate
            .worker()
            .does("load", jar)
            .forEach(
                (name, nanos) ->
                    millis
                        .computeIfAbsent(name + candidate.who(), key -> new ArrayList<>())
                        .add(nanos / 1e6));
      }
    }
    return millis;
  }

  private static List<Row> rows(Size size, Map<String, List<Double>> millis) {
    List<Row> rows = new ArrayList<>();
    var measure = "load to first answer, " + size.name();
    var base = row(measure, "load", Contender.URL_DIGEST.label(), millis);
    for (var contender : contenders()) {
      var row = row(measure, "load", contender.label(), millis);
      rows.add(
          (contender == Contender.URL_DIGEST ? row : row.over(base))
              .noise(noise(contender, millis)));
    }
    rows.add(row("unload, " + size.name(), "unload", Contender.HOTSWAP.label(), millis));
    rows.add(row("health check, " + size.name(), "health", Contender.HOTSWAP.label(), millis));
    return rows;
  }

  private static double noise(Contender contender, Map<String, List<Double>> millis) {
    var twin = millis.get("load" + twin(contender));
    return twin == null
        ? Double.NaN
        : Sample.of(twin).median() / row("", "load", contender.label(), millis).median();
  }

  private static Row row(
      String measure, String what, String who, Map<String, List<Double>> millis) {
    return Row.of(measure, who, "ms", Sample.of(millis.getOrDefault(what + who, List.of())));
  }
}
