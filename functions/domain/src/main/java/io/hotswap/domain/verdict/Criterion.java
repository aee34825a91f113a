package io.hotswap.domain.verdict;

import java.util.List;

/// @param margin how much worse still counts as the same: for the error rate an absolute increase
///   (0.01 is one point), for latency a relative increase, for a recorded figure a relative
///   decrease
public record Criterion(Metric metric, double margin) {
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

  /// What a canary is judged by.
  public static List<Criterion> defaults() {
    return List.of(of(new Metric.ErrorRate()), of(new Metric.Latency()));
  }
}
