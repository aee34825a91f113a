package io.hotswap.benchmarks.table;

/// One line of the table.
///
/// @param measure what was measured
/// @param who whose figure it is
/// @param against whose figure it is divided by for the ratio; empty: it is that one, or there is
///   none
/// @param noise how far the median of an identical twin is off, as a ratio; NaN where there is none
public record Row(
    String measure,
    String who,
    String unit,
    double median,
    double p95,
    double p99,
    long runs,
    String against,
    double ratio,
    double ratio95,
    double ratio99,
    double noise) {
  /// A figure without a distribution.
  public static Row count(String measure, String who, String unit, double value, long runs) {
    return new Row(
        measure,
        who,
        unit,
        value,
        Double.NaN,
        Double.NaN,
        runs,
        "",
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  public static Row of(String measure, String who, String unit, Sample sample) {
    return new Row(
        measure,
        who,
        unit,
        sample.median(),
        sample.percentile(95),
        sample.percentile(99),
        sample.runs(),
        "",
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  public Row over(Row base) {
    return new Row(
        measure,
        who,
        unit,
        median,
        p95,
        p99,
        runs,
        base.who,
        median / base.median,
        p95 / base.p95,
        p99 / base.p99,
        noise);
  }

  public Row noise(double twin) {
    return new Row(
        measure, who, unit, median, p95, p99, runs, against, ratio, ratio95, ratio99, twin);
  }

  /// To divide by.
  public Row named(String other) {
    return new Row(
        measure, other, unit, median, p95, p99, runs, against, ratio, ratio95, ratio99, noise);
  }
}
