package io.hotswap.domain.verdict.statistics;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What versions are compared by. The name is the API's.
public sealed interface Metric {
  String name();

  /// What it is compared by, for people.
  String told();

  /// Sum over a tenant's calls: divided by the calls it is the tenant's own rate.
  double total(TenantStats figures);

  /// Calls from which on a tenant's further ones are taken to tell more of the tenant than of the
  /// version: as many as it weighs at most.
  double mostCalls();

  /// Of one call of a tenant around its own rate; infinite where nothing is known of it.
  double callVariance(TenantStats figures);

  static Metric named(String name) {
    return switch (name) {
      case "errorRate" -> new ErrorRate();
      case "latency" -> new Latency();
      default -> new Recorded(name);
    };
  }

  /// Failed calls per call.
  record ErrorRate() implements Metric {
    @Override
    public String name() {
      return "errorRate";
    }

    @Override
    public String told() {
      return name() + " (share of the calls, lower is better)";
    }

    @Override
    public double total(TenantStats figures) {
      return figures.failures();
    }

    @Override
    public double mostCalls() {
      return 200;
    }

    /// As if one call more had failed, and one more had not: no failure in few calls is not none.
    @Override
    public double callVariance(TenantStats figures) {
      double rate = (figures.failures() + 1.0) / (figures.calls() + 2.0);
      return rate * (1 - rate);
    }
  }

  /// The geometric mean: logarithms make a tenant that is always slow comparable with a fast one.
  record Latency() implements Metric {
    @Override
    public String name() {
      return "latency";
    }

    @Override
    public String told() {
      return name() + " (ms, lower is better)";
    }

    @Override
    public double total(TenantStats figures) {
      return figures.logMicros();
    }

    @Override
    public double mostCalls() {
      return 20;
    }

    /// By a factor of e up or down is more than calls of one tenant usually scatter.
    @Override
    public double callVariance(TenantStats figures) {
      return 1;
    }
  }

  /// What a plugin records, summed, per call.
  ///
  /// @param unit for people
  record Recorded(String name, boolean lowerIsBetter, Optional<String> unit) implements Metric {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
    private static final Pattern LOWER_AFTER_SCORE = Pattern.compile("_([a-z0-9])");
    private static final Pattern UPPER = Pattern.compile("[A-Z]");

    /// Higher is better, as nobody said otherwise.
    public Recorded(String name) {
      this(name, false, Optional.empty());
    }

    public Recorded {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("A metric is named in camelCase, not: " + name);
      }
    }

    @Override
    public String told() {
      return "%s (%s a call, %s is better)"
          .formatted(name, unit.orElse("sum"), lowerIsBetter ? "lower" : "higher");
    }

    /// The metric's name for a figure, the other way round.
    public static String ofFigure(String figure) {
      return LOWER_AFTER_SCORE
          .matcher(figure)
          .replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
    }

    /// As the plugin calls it: `conversion_rate` for `conversionRate`.
    public String figure() {
      return UPPER.matcher(name).replaceAll(it -> "_" + it.group().toLowerCase(Locale.ROOT));
    }

    @Override
    public double total(TenantStats figures) {
      return figures.recorded().getOrDefault(figure(), 0.0);
    }

    @Override
    public double mostCalls() {
      return 200;
    }

    @Override
    public double callVariance(TenantStats figures) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
