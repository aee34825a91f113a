package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Metric;
import java.util.List;

/// @param margin how much worse still counts as Same: for the error rate an absolute increase (0.01
///   is one percentage point), for latency a relative increase, for a recorded metric a relative
///   decrease, or increase where lower is better
public record Criterion(Metric metric, double margin) {
  /// A difference up to this is tolerated, whatever its ratio: the first calls of any version are
  /// slower by some tenths of a millisecond, until its code is compiled.
  public static final double UNNOTICED_MILLIS = 1;

  public Criterion {
    if (!(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException("A margin lies between 0 and 1, not: " + margin);
    }
  }

  public static Criterion of(Metric metric) {
    return switch (metric) {
      case Metric.ErrorRate it -> new Criterion(it, 0.01);
      case Metric.Latency it -> new Criterion(it, 0.20);
      case Metric.Recorded it -> new Criterion(it, 0.05);
    };
  }

  /// The tolerated difference, in the unit of the difference.
  ///
  /// @param baseline in the metric's own unit
  double margin(double baseline) {
    return switch (metric) {
      case Metric.Latency it when baseline > 0 -> Math.max(margin, UNNOTICED_MILLIS / baseline);
      default -> margin;
    };
  }

  /// The criteria of a canary.
  public static List<Criterion> defaults() {
    return List.of(of(new Metric.ErrorRate()), of(new Metric.Latency()));
  }
}
