package io.hotswap.benchmarks.calling;

import io.hotswap.benchmarks.table.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What JMH wrote as CSV: a line for each benchmark, and one for each of its profiles.
final class JmhResults {
  private static final List<String> PARTS =
      List.of("direct", "handle", "clock", "route", "counts", "routed", "whole");
  private static final String ALLOCATED = ":gc.alloc.rate.norm";
  private static final int SCORE = 4;
  private static final int SAMPLES = 3;
  private static final int ERROR = 5;

  /// @param error half of the interval that holds the mean with 99.9 % confidence
  private record Score(double value, double error, long samples) {}

  private JmhResults() {}

  static List<Row> read(Path csv, int threads) throws IOException {
    Map<String, Score> scores = new HashMap<>();
    for (var line : Files.readAllLines(csv)) {
      var cells = line.replace("\"", "").split(",");
      if (!cells[0].equals("Benchmark")) {
        var name = cells[0].substring(cells[0].indexOf("CallParts.") + "CallParts.".length());
        scores.put(
            name,
            new Score(
                Double.parseDouble(cells[SCORE]),
                Double.parseDouble(cells[ERROR]),
                Long.parseLong(cells[SAMPLES])));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (var part : PARTS) {
      rows.add(row("time of a call, threads: " + threads, part, "ns", part, scores));
    }
    rows.add(added(threads, scores));
    for (var part : PARTS) {
      rows.add(row("allocated a call, threads: " + threads, part, "B", part + ALLOCATED, scores));
    }
    return rows;
  }

  private static Row row(
      String measure, String who, String unit, String key, Map<String, Score> scores) {
    var score = scores.getOrDefault(key, new Score(Double.NaN, Double.NaN, 0));
    return Row.count(measure, who, unit, score.value(), score.samples())
        .noise(1 + score.error() / score.value());
  }

  private static Row added(int threads, Map<String, Score> scores) {
    var none = new Score(Double.NaN, Double.NaN, 0);
    double over =
        scores.getOrDefault("routed", none).value() - scores.getOrDefault("direct", none).value();
    return Row.count("time of a call, threads: " + threads, "routed minus direct", "ns", over, 0);
  }
}
