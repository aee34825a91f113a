package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.request.AbConfig;
import io.hotswap.domain.deployment.request.AcceptanceConfig;
import io.hotswap.domain.deployment.request.BlueGreenConfig;
import io.hotswap.domain.deployment.request.CanaryConfig;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.request.DirectConfig;
import io.hotswap.domain.deployment.request.RollingConfig;
import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Switchover;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A request body in one line: `canaryConfig/steps=10,30,100 version=-`. A dash leaves out what is
/// sent otherwise: a deployment of 1.1.0 to Development.
public final class Sent {
  private final Map<String, String> fields = new HashMap<>();

  private Sent(String strategy, String line) {
    fields.put("strategy", strategy);
    fields.put("version", "1.1.0");
    fields.put("environment", "Development");
    for (var field : line.isBlank() ? new String[0] : line.strip().split(" +")) {
      var parts = field.split("=", 2);
      fields.put(parts[0], parts[1]);
    }
    fields.values().removeIf("-"::equals);
  }

  public static DeploymentSpec wish(String strategy, String line) {
    return new Sent(strategy, line).wish();
  }

  private DeploymentSpec wish() {
    return new DeploymentSpec(
        "markdown",
        text("version"),
        list("versions", it -> it),
        text("environment").orElseThrow(),
        text("strategy").orElseThrow(),
        when("directConfig", it -> new DirectConfig(as(it + "minimumCalls", Long::valueOf))),
        when("canaryConfig", this::canary),
        when("blueGreenConfig", this::blueGreen),
        when("rollingConfig", this::rolling),
        when("abConfig", this::variants),
        Optional.empty(),
        Optional.empty());
  }

  private CanaryConfig canary(String at) {
    return new CanaryConfig(
        list(at + "steps", Integer::valueOf),
        as(at + "initialPercentage", Integer::valueOf),
        as(at + "incrementPercentage", Integer::valueOf),
        as(at + "evaluationPeriod", Duration::parse),
        as(at + "maxExtension", Duration::parse),
        as(at + "onInconclusive", OnInconclusive::valueOf),
        as(at + "autoRollback", Boolean::valueOf),
        as(at + "minimumCalls", Long::valueOf),
        as(at + "minimumTenants", Integer::valueOf),
        as(at + "callsAreIndependent", Boolean::valueOf));
  }

  private BlueGreenConfig blueGreen(String at) {
    return new BlueGreenConfig(
        as(at + "warmupPeriod", Duration::parse),
        as(at + "switchoverType", Switchover::valueOf),
        as(at + "switchoverPeriod", Duration::parse),
        as(at + "keepPreviousEnvironment", Boolean::valueOf),
        list(at + "acceptanceCases", Sent::acceptance),
        as(at + "minimumCalls", Long::valueOf));
  }

  private static AcceptanceConfig acceptance(String operation) {
    return new AcceptanceConfig(
        operation + "s", operation, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private RollingConfig rolling(String at) {
    return new RollingConfig(
        as(at + "batchSize", Integer::valueOf),
        as(at + "waitBetweenBatches", Duration::parse),
        as(at + "healthCheckTimeout", Duration::parse),
        as(at + "minimumCalls", Long::valueOf));
  }

  private AbConfig variants(String at) {
    return new AbConfig(
        text(at + "variantA").orElse("1.0.0"),
        text(at + "variantB").orElse("1.1.0"),
        split(text(at + "trafficSplit").orElse("A:50,B:50")),
        as(at + "testDuration", Duration::parse),
        as(at + "maxExtension", Duration::parse),
        as(at + "onInconclusive", OnInconclusive::valueOf),
        list(at + "decisionMetrics", it -> it),
        as(at + "minimumCalls", Long::valueOf),
        as(at + "minimumTenants", Integer::valueOf),
        as(at + "callsAreIndependent", Boolean::valueOf),
        list(at + "metrics", Sent::metric));
  }

  /// Such as `checkoutSeconds:Lower:s`.
  private static AbConfig.MetricConfig metric(String text) {
    var parts = List.of(text.split(":"));
    return new AbConfig.MetricConfig(
        parts.getFirst(),
        parts.stream().skip(1).findFirst().map(Direction::valueOf),
        parts.stream().skip(2).findFirst());
  }

  private static Map<String, Integer> split(String text) {
    Map<String, Integer> split = new HashMap<>();
    parts(text).map(it -> it.split(":")).forEach(it -> split.put(it[0], Integer.valueOf(it[1])));
    return split;
  }

  private <T> Optional<T> when(String config, Function<String, T> read) {
    return fields.keySet().stream().anyMatch(it -> it.startsWith(config))
        ? Optional.of(read.apply(config + "/"))
        : Optional.empty();
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private <T> Optional<T> as(String name, Function<String, T> read) {
    return text(name).map(read);
  }

  private <T> Optional<List<T>> list(String name, Function<String, T> read) {
    return text(name).map(it -> parts(it).map(read).toList());
  }

  private static Stream<String> parts(String text) {
    return text.equals("none") ? Stream.of() : Stream.of(text.split(","));
  }
}
