package io.hotswap.domain.verdict;

import io.hotswap.domain.figures.TenantFigures;
import java.util.Locale;
import java.util.regex.Pattern;

/// What versions are compared by. The name is the API's.
public sealed interface Metric {
  String name();

  /// Sum over a tenant's calls: divided by the calls it is the tenant's own rate.
  double total(TenantFigures figures);

  /// Calls from which on a tenant's further ones are taken to tell more of the tenant than of the
  /// version: as many as it weighs at most.
  double mostCalls();

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
    public double total(TenantFigures figures) {
      return figures.failures();
    }

    @Override
    public double mostCalls() {
      return 200;
    }
  }

  /// The geometric mean: logarithms make a tenant that is always slow comparable with a fast one.
  record Latency() implements Metric {
    @Override
    public String name() {
      return "latency";
    }

    @Override
    public double total(TenantFigures figures) {
      return figures.logMicros();
    }

    @Override
    public double mostCalls() {
      return 20;
    }
  }

  /// What a plugin records, summed, per call; higher is better.
  record Recorded(String name) implements Metric {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
    private static final Pattern UPPER = Pattern.compile("[A-Z]");

    public Recorded {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("A metric is named in camelCase, not: " + name);
      }
    }

    /// As the plugin calls it: `conversion_rate` for `conversionRate`.
    public String figure() {
      return UPPER.matcher(name).replaceAll(it -> "_" + it.group().toLowerCase(Locale.ROOT));
    }

    @Override
    public double total(TenantFigures figures) {
      return figures.recorded().getOrDefault(figure(), 0.0);
    }

    @Override
    public double mostCalls() {
      return 200;
    }
  }
}
