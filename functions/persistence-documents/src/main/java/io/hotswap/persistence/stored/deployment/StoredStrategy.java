package io.hotswap.persistence.stored.deployment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A strategy with its settings; `strategy` is the discriminator.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "strategy")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoredStrategy.DirectSettings.class, name = "Direct"),
  @JsonSubTypes.Type(value = StoredStrategy.CanarySettings.class, name = "Canary"),
  @JsonSubTypes.Type(value = StoredStrategy.BlueGreenSettings.class, name = "BlueGreen"),
  @JsonSubTypes.Type(value = StoredStrategy.RollingSettings.class, name = "Rolling"),
  @JsonSubTypes.Type(value = StoredStrategy.AbTestSettings.class, name = "AbTest")
})
sealed interface StoredStrategy {
  Strategy toDomain();

  static StoredStrategy of(Strategy value) {
    return switch (value) {
      case Direct it -> DirectSettings.of(it);
      case Canary it -> CanarySettings.of(it);
      case BlueGreen it -> BlueGreenSettings.of(it);
      case Rolling it -> RollingSettings.of(it);
      case AbTest it -> AbTestSettings.of(it);
    };
  }

  record DirectSettings(long minimumCalls) implements StoredStrategy {
    static DirectSettings of(Direct it) {
      return new DirectSettings(it.minimumCalls());
    }

    @Override
    public Direct toDomain() {
      return new Direct(minimumCalls);
    }
  }

  record CanarySettings(
      List<Integer> steps,
      Duration evaluationPeriod,
      Duration maxExtension,
      OnInconclusive onInconclusive,
      boolean autoRollback,
      long minimumCalls,
      int minimumTenants,
      boolean callsAreIndependent)
      implements StoredStrategy {
    static CanarySettings of(Canary it) {
      return new CanarySettings(
          it.steps(),
          it.evaluationPeriod(),
          it.maxExtension(),
          it.onInconclusive(),
          it.autoRollback(),
          it.minimumCalls(),
          it.minimumTenants(),
          it.callsAreIndependent());
    }

    @Override
    public Canary toDomain() {
      return new Canary(
          steps,
          evaluationPeriod,
          maxExtension,
          onInconclusive,
          autoRollback,
          minimumCalls,
          minimumTenants,
          callsAreIndependent);
    }
  }

  record BlueGreenSettings(
      Duration warmupPeriod,
      Switchover switchoverType,
      Duration switchoverPeriod,
      boolean keepPreviousEnvironment,
      StoredAcceptanceSuite acceptance,
      long minimumCalls)
      implements StoredStrategy {
    static BlueGreenSettings of(BlueGreen it) {
      return new BlueGreenSettings(
          it.warmupPeriod(),
          it.switchoverType(),
          it.switchoverPeriod(),
          it.keepPreviousEnvironment(),
          StoredAcceptanceSuite.of(it.acceptance()),
          it.minimumCalls());
    }

    @Override
    public BlueGreen toDomain() {
      return new BlueGreen(
          warmupPeriod,
          switchoverType,
          switchoverPeriod,
          keepPreviousEnvironment,
          acceptance.toDomain(),
          minimumCalls);
    }
  }

  record RollingSettings(
      int batchSize, Duration waitBetweenBatches, Duration healthCheckTimeout, long minimumCalls)
      implements StoredStrategy {
    static RollingSettings of(Rolling it) {
      return new RollingSettings(
          it.batchSize(), it.waitBetweenBatches(), it.healthCheckTimeout(), it.minimumCalls());
    }

    @Override
    public Rolling toDomain() {
      return new Rolling(batchSize, waitBetweenBatches, healthCheckTimeout, minimumCalls);
    }
  }

  record AbTestSettings(
      String variantA,
      String variantB,
      int percentB,
      Duration testDuration,
      Duration maxExtension,
      OnInconclusive onInconclusive,
      List<String> decisionMetrics,
      long minimumCalls,
      int minimumTenants,
      boolean callsAreIndependent,
      Optional<List<StoredDecisionMetric>> metrics)
      implements StoredStrategy {
    static AbTestSettings of(AbTest it) {
      return new AbTestSettings(
          it.variantA(),
          it.variantB(),
          it.percentB(),
          it.testDuration(),
          it.maxExtension(),
          it.onInconclusive(),
          it.decisionMetrics(),
          it.minimumCalls(),
          it.minimumTenants(),
          it.callsAreIndependent(),
          it.metrics().map(all -> all.stream().map(StoredDecisionMetric::of).toList()));
    }

    @Override
    public AbTest toDomain() {
      return new AbTest(
          variantA,
          variantB,
          percentB,
          testDuration,
          maxExtension,
          onInconclusive,
          decisionMetrics,
          minimumCalls,
          minimumTenants,
          callsAreIndependent,
          metrics.map(all -> all.stream().map(StoredDecisionMetric::toDomain).toList()));
    }
  }
}
