package io.hotswap.domain.verdict.statistics;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A metric that versions are compared by. Its name is the API's.
public sealed interface Metric {
  String name();

  /// Description for people.
  String description();

  /// Sum over a tenant's calls; divided by the calls it is the tenant's own rate.
  double total(TenantStats stats);

  /// Cap of a tenant's weight, in calls: further calls say more about the tenant than about the
  /// version.
  double mostCalls();

  /// Variance of one call around its tenant's own rate; infinite where unknown.
  double callVariance(TenantStats stats);

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
    public String description() {
      return name() + " (share of the calls, lower is better)";
    }

    @Override
    public double total(TenantStats stats) {
      return stats.failures();
    }

    @Override
    public double mostCalls() {
      return 200;
    }

    /// With one failed and one successful call added: no failure in few calls is not an error rate
    /// of zero.
    @Override
    public double callVariance(TenantStats stats) {
      double rate = (stats.failures() + 1.0) / (stats.calls() + 2.0);
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
    public String description() {
      return name() + " (ms, lower is better)";
    }

    @Override
    public double total(TenantStats stats) {
      return stats.logMicros();
    }

    @Override
    public double mostCalls() {
      return 20;
    }

    /// Conservative: calls of one tenant usually scatter by less than a factor of e.
    @Override
    public double callVariance(TenantStats stats) {
      return 1;
    }
  }

  /// A business metric that a plugin records, summed, per call.
  ///
  /// @param unit for people
  record Recorded(String name, boolean lowerIsBetter, Optional<String> unit) implements Metric {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
    private static final Pattern LOWER_AFTER_SCORE = Pattern.compile("_([a-z0-9])");
    private static final Pattern UPPER = Pattern.compile("[A-Z]");

    /// Higher is better unless declared otherwise.
    public Recorded(String name) {
      this(name, false, Optional.empty());
    }

    public Recorded {
      if (!isName(name)) {
        throw new IllegalArgumentException("A metric is named in camelCase, not: " + name);
      }
    }

    /// Whether a metric may have it.
    public static boolean isName(String text) {
      return NAME.matcher(text).matches();
    }

    @Override
    public String description() {
      return "%s (%s a call, %s is better)"
          .formatted(name, unit.orElse("sum"), lowerIsBetter ? "lower" : "higher");
    }

    /// The metric's name for a plugin's own name, the inverse of [#figure].
    public static String ofFigure(String figure) {
      return LOWER_AFTER_SCORE
          .matcher(figure)
          .replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
    }

    /// The plugin's own name: `conversion_rate` for `conversionRate`.
    public String figure() {
      return UPPER.matcher(name).replaceAll(it -> "_" + it.group().toLowerCase(Locale.ROOT));
    }

    @Override
    public double total(TenantStats stats) {
      return stats.recorded().getOrDefault(figure(), 0.0);
    }

    @Override
    public double mostCalls() {
      return 200;
    }

    @Override
    public double callVariance(TenantStats stats) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
