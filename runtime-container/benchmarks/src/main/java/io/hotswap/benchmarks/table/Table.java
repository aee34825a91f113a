package io.hotswap.benchmarks.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What was found, for people and for programs.
public final class Table {
  private static final String FORMAT = "%-34s %-42s %-8s %10s %10s %10s %9s  %7s %7s %7s %7s%n";

  private final List<Row> rows = new ArrayList<>();

  /// Side by side what measures the same, in the order in which it came first.
  public void addAll(List<Row> more) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    more.forEach(it -> groups.computeIfAbsent(it.measure(), key -> new ArrayList<>()).add(it));
    groups.values().forEach(rows::addAll);
  }

  public String text() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            FORMAT,
            "measure",
            "who",
            "unit",
            "median",
            "p95",
            "p99",
            "runs",
            "×",
            "×p95",
            "×p99",
            "noise"));
    var last = "";
    for (var row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              FORMAT,
              row.measure().equals(last) ? "" : row.measure(),
              row.who(),
              row.unit(),
              figure(row.median()),
              figure(row.p95()),
              figure(row.p99()),
              row.runs(),
              ratio(row.ratio()),
              ratio(row.ratio95()),
              ratio(row.ratio99()),
              ratio(row.noise())));
      last = row.measure();
    }
    return text.toString();
  }

  private static String figure(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    var format = value == Math.rint(value) ? "%.0f" : Math.abs(value) < 10 ? "%.2f" : "%.1f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String ratio(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "";
  }

  public String json() {
    return rows.stream().map(Table::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static String json(Row row) {
    return "{\"measure\": \"%s\", \"who\": \"%s\", \"unit\": \"%s\", \"against\": \"%s\", "
            .formatted(row.measure(), row.who(), row.unit(), row.against())
        + "\"median\": %s, \"p95\": %s, \"p99\": %s, \"runs\": %d, "
            .formatted(json(row.median()), json(row.p95()), json(row.p99()), row.runs())
        + "\"ratio\": %s, \"ratio95\": %s, \"ratio99\": %s, \"noise\": %s}"
            .formatted(
                json(row.ratio()), json(row.ratio95()), json(row.ratio99()), json(row.noise()));
  }

  private static String json(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "null";
  }
}
