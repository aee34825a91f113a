package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
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
    var strategy = validator.strategy();
    var errors = validator.errors.all();
    if (errors.isEmpty()) {
      return Result.done(
          new Checked(
              version,
              strategy,
              spec.blueGreenConfig().map(it -> it.cases(version)).orElse(List.of())));
    }
    var detail =
        errors.size() == 1
            ? "One thing about the deployment is not what was expected."
            : errors.size() + " things about the deployment are not what was expected.";
    return Result.refused(new Refusal(ErrorCode.INVALID_DEPLOYMENT, detail, errors));
  }

  private void checkForeignFields() {
    for (var other : StrategyName.values()) {
      config(other).ifPresent(it -> allowOnlyFor(it.pointer(), other));
    }
    if (spec.versions().isPresent()) {
      allowOnlyFor("/versions", StrategyName.ABTesting);
    }
    if (strategyName == StrategyName.ABTesting && spec.version().isPresent()) {
      errors.add("/version", "to be left out of an A/B test", "Name both variants in `versions`.");
    }
  }

  /// A request has a field for each strategy.
  private Optional<? extends StrategyConfig> config(StrategyName name) {
    return switch (name) {
      case Direct -> spec.directConfig();
      case Canary -> spec.canaryConfig();
      case BlueGreen -> spec.blueGreenConfig();
      case Rolling -> spec.rollingConfig();
      case ABTesting -> spec.abConfig();
    };
  }

  private void allowOnlyFor(String pointer, StrategyName to) {
    if (strategyName != to) {
      errors.add(
          pointer,
          "to be there only with strategy " + to,
          "Remove it, or choose the strategy " + to + ".");
    }
  }

  private String version() {
    if (strategyName == StrategyName.ABTesting) {
      return spec.abConfig().map(AbConfig::variantB).orElse("");
    }
    if (spec.version().isEmpty()) {
      errors.add("/version", "to be there", "Add the field `version`.");
    }
    return spec.version().orElse("");
  }

  private Strategy strategy() {
    return switch (strategyName) {
      case Direct -> validated(spec.directConfig().orElse(DirectConfig.EMPTY));
      case Canary -> validated(spec.canaryConfig().orElse(CanaryConfig.EMPTY));
      case BlueGreen -> validated(spec.blueGreenConfig().orElse(BlueGreenConfig.EMPTY));
      case Rolling -> validated(spec.rollingConfig().orElse(RollingConfig.EMPTY));
      case ABTesting -> spec.abConfig().map(this::validated).orElseGet(this::withoutVariants);
    };
  }

  private Strategy validated(StrategyConfig config) {
    return config.validated(spec, errors);
  }

  private Strategy withoutVariants() {
    errors.add("/abConfig", "to be there", "Add `abConfig` with both variants and their split.");
    return validated(DirectConfig.EMPTY);
  }
}
