package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Validates a specification, reporting all errors at once, and fills in the defaults.
final class SpecValidator {

  private final DeploymentSpec spec;
  private final StrategyName strategyName;
  private final ValidationErrors errors = new ValidationErrors();

  private SpecValidator(DeploymentSpec spec, StrategyName strategyName) {
    this.spec = spec;
    this.strategyName = strategyName;
  }

  /// @param version to deploy; of an A/B test variant B
  /// @param acceptance the cases that the settings refer to
  record Checked(String version, Strategy settings, List<AcceptanceCase> acceptance) {}

  static Result<Checked> check(DeploymentSpec spec, StrategyName strategyName) {
    var validator = new SpecValidator(spec, strategyName);
    validator.checkForeignFields();
    var version = validator.version();
    var strategy = validator.settings(version);
    var errors = validator.errors.all();
    if (errors.isEmpty()) {
      return Result.done(new Checked(version, strategy, validator.acceptance(version)));
    }
    var detail =
        errors.size() == 1
            ? "One thing about the deployment is not what was expected."
            : errors.size() + " things about the deployment are not what was expected.";
    return Result.refused(new Refusal(ErrorCode.INVALID_DEPLOYMENT, detail, errors));
  }

  private void checkForeignFields() {
    allowOnlyFor(spec.directConfig(), "/directConfig", StrategyName.Direct);
    allowOnlyFor(spec.canaryConfig(), "/canaryConfig", StrategyName.Canary);
    allowOnlyFor(spec.blueGreenConfig(), "/blueGreenConfig", StrategyName.BlueGreen);
    allowOnlyFor(spec.rollingConfig(), "/rollingConfig", StrategyName.Rolling);
    allowOnlyFor(spec.abConfig(), "/abConfig", StrategyName.ABTesting);
    allowOnlyFor(spec.versions(), "/versions", StrategyName.ABTesting);
    if (strategyName == StrategyName.ABTesting && spec.version().isPresent()) {
      errors.add("/version", "to be left out of an A/B test", "Name both variants in `versions`.");
    }
  }

  private void allowOnlyFor(Optional<?> field, String pointer, StrategyName to) {
    if (field.isPresent() && strategyName != to) {
      errors.add(
          pointer,
          "to be there only with strategy " + to,
          "Remove it, or choose the strategy " + to + ".");
    }
  }

  private String version() {
    if (strategyName == StrategyName.ABTesting) {
      return spec.abConfig().map(DeploymentSpec.AbConfig::variantB).orElse("");
    }
    if (spec.version().isEmpty()) {
      errors.add("/version", "to be there", "Add the field `version`.");
    }
    return spec.version().orElse("");
  }

  private Strategy settings(String version) {
    return switch (strategyName) {
      case Direct -> direct();
      case Canary ->
          new CanaryValidator(errors)
              .settings(spec.canaryConfig().orElse(DeploymentSpec.CanaryConfig.EMPTY));
      case BlueGreen -> blueGreen(version);
      case Rolling -> rolling();
      case ABTesting -> variants();
    };
  }

  private Strategy direct() {
    var config = spec.directConfig().orElse(DeploymentSpec.DirectConfig.EMPTY);
    return new Direct(errors.minimumCalls("/directConfig/minimumCalls", config.minimumCalls()));
  }

  private Strategy blueGreen(String version) {
    var config = spec.blueGreenConfig().orElse(DeploymentSpec.BlueGreenConfig.EMPTY);
    var type = config.switchoverType().orElse(Switchover.Instant);
    if (type == Switchover.Instant && config.switchoverPeriod().isPresent()) {
      errors.add(
          "/blueGreenConfig/switchoverPeriod",
          "to be there only with switchoverType Linear",
          "Remove it, or choose the switchoverType Linear.");
    }
    return new BlueGreen(
        errors.duration(
            "/blueGreenConfig/warmupPeriod",
            config.warmupPeriod(),
            "PT5M",
            Duration.ZERO,
            ValidationErrors.HOUR),
        type,
        errors.duration(
            "/blueGreenConfig/switchoverPeriod",
            config.switchoverPeriod(),
            "PT1M",
            ValidationErrors.SECOND,
            ValidationErrors.WEEK),
        config.keepPreviousEnvironment().orElse(true),
        AcceptanceSuite.of(acceptance(version)),
        errors.minimumCalls("/blueGreenConfig/minimumCalls", config.minimumCalls()));
  }

  private List<AcceptanceCase> acceptance(String version) {
    return spec.blueGreenConfig().flatMap(DeploymentSpec.BlueGreenConfig::acceptanceCases).stream()
        .flatMap(List::stream)
        .map(it -> acceptance(version, it))
        .toList();
  }

  private static AcceptanceCase acceptance(String version, DeploymentSpec.AcceptanceConfig it) {
    return new AcceptanceCase(
        version,
        it.name(),
        it.operation(),
        it.contentType().orElse("application/json"),
        it.body().orElse(""),
        it.contains());
  }

  private Strategy rolling() {
    var config = spec.rollingConfig().orElse(DeploymentSpec.RollingConfig.EMPTY);
    int batch = config.batchSize().orElse(1);
    if (batch < 1 || batch > 1000) {
      errors.add(
          "/rollingConfig/batchSize", "a number from 1 to 1000", "Send how many nodes at a time.");
    }
    return new Rolling(
        batch,
        errors.duration(
            "/rollingConfig/waitBetweenBatches",
            config.waitBetweenBatches(),
            "PT2M",
            Duration.ZERO,
            ValidationErrors.HOUR),
        errors.duration(
            "/rollingConfig/healthCheckTimeout",
            config.healthCheckTimeout(),
            "PT30S",
            ValidationErrors.SECOND,
            ValidationErrors.HOUR),
        errors.minimumCalls("/rollingConfig/minimumCalls", config.minimumCalls()));
  }

  private Strategy variants() {
    if (spec.abConfig().isEmpty()) {
      errors.add("/abConfig", "to be there", "Add `abConfig` with both variants and their split.");
      return direct();
    }
    return new AbTestValidator(errors).settings(spec.abConfig().get(), spec.versions());
  }
}
