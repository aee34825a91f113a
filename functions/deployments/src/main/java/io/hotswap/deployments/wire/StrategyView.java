package io.hotswap.deployments.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.DecisionMetric;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.ids.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A strategy's settings as openapi.yaml describes them; `strategy` is the discriminator.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "strategy")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StrategyView.DirectSettings.class, name = "Direct"),
  @JsonSubTypes.Type(value = StrategyView.CanarySettings.class, name = "Canary"),
  @JsonSubTypes.Type(value = StrategyView.BlueGreenSettings.class, name = "BlueGreen"),
  @JsonSubTypes.Type(value = StrategyView.RollingSettings.class, name = "Rolling"),
  @JsonSubTypes.Type(value = StrategyView.AbTestSettings.class, name = "AbTest")
})
public sealed interface StrategyView {
  static StrategyView of(Strategy value) {
    return switch (value) {
      case Direct it -> DirectSettings.of(it);
      case Canary it -> CanarySettings.of(it);
      case BlueGreen it -> BlueGreenSettings.of(it);
      case Rolling it -> RollingSettings.of(it);
      case AbTest it -> AbTestSettings.of(it);
    };
  }

  record DirectSettings(long minimumCalls) implements StrategyView {
    static DirectSettings of(Direct it) {
      return new DirectSettings(it.minimumCalls());
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
      implements StrategyView {
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
  }

  record BlueGreenSettings(
      Duration warmupPeriod,
      Switchover switchoverType,
      Duration switchoverPeriod,
      boolean keepPreviousEnvironment,
      AcceptanceCases acceptance,
      long minimumCalls)
      implements StrategyView {
    static BlueGreenSettings of(BlueGreen it) {
      return new BlueGreenSettings(
          it.warmupPeriod(),
          it.switchoverType(),
          it.switchoverPeriod(),
          it.keepPreviousEnvironment(),
          AcceptanceCases.of(it.acceptance()),
          it.minimumCalls());
    }
  }

  record RollingSettings(
      int batchSize, Duration waitBetweenBatches, Duration healthCheckTimeout, long minimumCalls)
      implements StrategyView {
    static RollingSettings of(Rolling it) {
      return new RollingSettings(
          it.batchSize(), it.waitBetweenBatches(), it.healthCheckTimeout(), it.minimumCalls());
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
      Optional<List<ComparedMetric>> metrics)
      implements StrategyView {
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
          it.metrics().map(all -> all.stream().map(ComparedMetric::of).toList()));
    }
  }

  record ComparedMetric(String name, Direction better, Optional<String> unit) {
    static ComparedMetric of(DecisionMetric it) {
      return new ComparedMetric(it.name(), it.better(), it.unit());
    }
  }

  record AcceptanceCases(int cases, Digest digest) {
    static AcceptanceCases of(AcceptanceSuite it) {
      return new AcceptanceCases(it.cases(), it.digest());
    }
  }
}
