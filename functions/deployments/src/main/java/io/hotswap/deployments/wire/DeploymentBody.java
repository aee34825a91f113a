package io.hotswap.deployments.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.deployment.request.AbConfig;
import io.hotswap.domain.deployment.request.AcceptanceConfig;
import io.hotswap.domain.deployment.request.BlueGreenConfig;
import io.hotswap.domain.deployment.request.CanaryConfig;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.request.DirectConfig;
import io.hotswap.domain.deployment.request.RollingConfig;
import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.serialization.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The body that requests a deployment.
public record DeploymentBody(
    String pluginId,
    Optional<String> version,
    Optional<List<String>> versions,
    String environment,
    String strategy,
    Optional<DirectBody> directConfig,
    Optional<CanaryBody> canaryConfig,
    Optional<BlueGreenBody> blueGreenConfig,
    Optional<RollingBody> rollingConfig,
    Optional<AbBody> abConfig,
    Optional<OnMisfit> onMisfit,
    Optional<ObjectNode> configuration) {
  public DeploymentSpec toDomain() {
    return new DeploymentSpec(
        pluginId,
        version,
        versions,
        environment,
        strategy,
        directConfig.map(DirectBody::toDomain),
        canaryConfig.map(CanaryBody::toDomain),
        blueGreenConfig.map(BlueGreenBody::toDomain),
        rollingConfig.map(RollingBody::toDomain),
        abConfig.map(AbBody::toDomain),
        onMisfit,
        configuration.map(DeploymentBody::ordered));
  }

  /// With the keys of all objects in order: the same configuration is the same release.
  private static String ordered(ObjectNode configuration) {
    return Json.write(Json.MAPPER.convertValue(configuration, Map.class));
  }

  record DirectBody(Optional<Long> minimumCalls) {
    DirectConfig toDomain() {
      return new DirectConfig(minimumCalls);
    }
  }

  record CanaryBody(
      Optional<List<Integer>> steps,
      Optional<Integer> initialPercentage,
      Optional<Integer> incrementPercentage,
      Optional<Duration> evaluationPeriod,
      Optional<Duration> maxExtension,
      Optional<OnInconclusive> onInconclusive,
      Optional<Boolean> autoRollback,
      Optional<Long> minimumCalls,
      Optional<Integer> minimumTenants,
      Optional<Boolean> callsAreIndependent) {
    CanaryConfig toDomain() {
      return new CanaryConfig(
          steps,
          initialPercentage,
          incrementPercentage,
          evaluationPeriod,
          maxExtension,
          onInconclusive,
          autoRollback,
          minimumCalls,
          minimumTenants,
          callsAreIndependent);
    }
  }

  record BlueGreenBody(
      Optional<Duration> warmupPeriod,
      Optional<Switchover> switchoverType,
      Optional<Duration> switchoverPeriod,
      Optional<Boolean> keepPreviousEnvironment,
      Optional<List<AcceptanceBody>> acceptanceCases,
      Optional<Long> minimumCalls) {
    BlueGreenConfig toDomain() {
      return new BlueGreenConfig(
          warmupPeriod,
          switchoverType,
          switchoverPeriod,
          keepPreviousEnvironment,
          acceptanceCases.map(all -> all.stream().map(AcceptanceBody::toDomain).toList()),
          minimumCalls);
    }
  }

  record AcceptanceBody(
      String name,
      String operation,
      Optional<String> contentType,
      Optional<String> body,
      Optional<String> contains) {
    AcceptanceConfig toDomain() {
      return new AcceptanceConfig(name, operation, contentType, body, contains);
    }
  }

  record RollingBody(
      Optional<Integer> batchSize,
      Optional<Duration> waitBetweenBatches,
      Optional<Duration> healthCheckTimeout,
      Optional<Long> minimumCalls) {
    RollingConfig toDomain() {
      return new RollingConfig(batchSize, waitBetweenBatches, healthCheckTimeout, minimumCalls);
    }
  }

  record AbBody(
      String variantA,
      String variantB,
      Map<String, Integer> trafficSplit,
      Optional<Duration> testDuration,
      Optional<Duration> maxExtension,
      Optional<OnInconclusive> onInconclusive,
      Optional<List<String>> decisionMetrics,
      Optional<Long> minimumCalls,
      Optional<Integer> minimumTenants,
      Optional<Boolean> callsAreIndependent,
      Optional<List<MetricBody>> metrics) {
    AbConfig toDomain() {
      return new AbConfig(
          variantA,
          variantB,
          trafficSplit,
          testDuration,
          maxExtension,
          onInconclusive,
          decisionMetrics,
          minimumCalls,
          minimumTenants,
          callsAreIndependent,
          metrics.map(all -> all.stream().map(MetricBody::toDomain).toList()));
    }
  }

  record MetricBody(String name, Optional<Direction> better, Optional<String> unit) {
    AbConfig.MetricConfig toDomain() {
      return new AbConfig.MetricConfig(name, better, unit);
    }
  }
}
