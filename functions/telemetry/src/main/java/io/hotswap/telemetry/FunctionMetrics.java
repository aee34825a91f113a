package io.hotswap.telemetry;

import java.time.Duration;
import java.util.Map;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.cloudwatchlogs.emf.exception.DimensionSetExceededException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidDimensionException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidMetricException;
import software.amazon.cloudwatchlogs.emf.exception.InvalidNamespaceException;
import software.amazon.cloudwatchlogs.emf.logger.MetricsLogger;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.Unit;

/// The functions' metrics, in CloudWatch's embedded metric format on standard output, with the
/// specification's names: `plugins.registered.total`.
public final class FunctionMetrics {
  private static final String NAMESPACE = namespace(System.getenv());

  static {
    // Without this the library queries the EC2 metadata address.
    EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
  }

  private FunctionMetrics() {}

  /// One namespace per stack, so that no stack raises alarms for another one of the same account.
  static String namespace(Map<String, String> environment) {
    var name = environment.getOrDefault("HOTSWAP_METRICS_NAMESPACE", "").strip();
    return name.isEmpty() ? "HotSwap" : name;
  }

  public static void count(String name, Map<String, String> dimensions) {
    put(name, 1, Unit.COUNT, dimensions);
  }

  /// How much there is of something.
  public static void amount(String name, long amount, Map<String, String> dimensions) {
    put(name, (double) amount, Unit.COUNT, dimensions);
  }

  public static void duration(String name, Duration duration, Map<String, String> dimensions) {
    put(name, (double) duration.toMillis(), Unit.MILLISECONDS, dimensions);
  }

  private static void put(String name, double value, Unit unit, Map<String, String> dimensions) {
    try {
      var logger = new MetricsLogger();
      logger.setNamespace(NAMESPACE);
      var set = new DimensionSet();
      for (var dimension : dimensions.entrySet()) {
        set.addDimension(dimension.getKey(), dimension.getValue());
      }
      logger.setDimensions(set);
      logger.putMetric(name, value, unit);
      logger.flush();
    } catch (InvalidNamespaceException
        | InvalidDimensionException
        | InvalidMetricException
        | DimensionSetExceededException e) {
      throw new IllegalArgumentException("Not a metric CloudWatch takes: " + name + dimensions, e);
    }
  }
}
