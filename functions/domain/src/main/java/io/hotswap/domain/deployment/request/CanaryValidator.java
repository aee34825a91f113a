package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Validates a canary's configuration and fills in its defaults.
final class CanaryValidator {
  private static final int MOST_STEPS = 20;

  private final ValidationErrors errors;

  CanaryValidator(ValidationErrors errors) {
    this.errors = errors;
  }

  Strategy settings(DeploymentSpec.CanaryConfig config) {
    var period =
        errors.duration(
            "/canaryConfig/evaluationPeriod",
            config.evaluationPeriod(),
            "PT10M",
            ValidationErrors.SECOND,
            ValidationErrors.WEEK);
    boolean independent = config.callsAreIndependent().orElse(false);
    return new Canary(
        steps(config),
        period,
        errors.duration(
            "/canaryConfig/maxExtension",
            config.maxExtension(),
            "PT10M",
            Duration.ZERO,
            ValidationErrors.WEEK),
        config.onInconclusive().orElse(OnInconclusive.Fail),
        config.autoRollback().orElse(true),
        errors.minimumCalls("/canaryConfig/minimumCalls", config.minimumCalls()),
        errors.minimumTenants("/canaryConfig/minimumTenants", config.minimumTenants(), independent),
        independent);
  }

  private List<Integer> steps(DeploymentSpec.CanaryConfig config) {
    boolean increments =
        config.initialPercentage().isPresent() || config.incrementPercentage().isPresent();
    if (config.steps().isPresent() && increments) {
      errors.add(
          "/canaryConfig/steps",
          "either `steps` or `initialPercentage` with `incrementPercentage`",
          "Remove one of the two.");
    }
    return increments
        ? incremented(
            errors.percentage("/canaryConfig/initialPercentage", config.initialPercentage(), 10),
            errors.percentage(
                "/canaryConfig/incrementPercentage", config.incrementPercentage(), 20))
        : given(config.steps().orElse(List.of(10, 30, 50, 100)));
  }

  private List<Integer> incremented(int initial, int increment) {
    List<Integer> steps = new ArrayList<>();
    for (int step = initial; step < 100; step += increment) {
      steps.add(step);
    }
    steps.add(100);
    if (steps.size() > MOST_STEPS) {
      errors.add(
          "/canaryConfig/incrementPercentage",
          "at most " + MOST_STEPS + " steps until 100",
          "Send a larger one: these would be " + steps.size() + " steps.");
    }
    return steps;
  }

  private List<Integer> given(List<Integer> steps) {
    for (int i = 0; i < steps.size(); i++) {
      int before = i == 0 ? 0 : steps.get(i - 1);
      if (steps.get(i) <= before || steps.get(i) > 100) {
        errors.add(
            "/canaryConfig/steps/" + i,
            "a percentage above the one before and at most 100",
            "Send growing percentages that end with 100.");
      }
    }
    if (steps.isEmpty() || steps.size() > MOST_STEPS || steps.getLast() != 100) {
      errors.add(
          "/canaryConfig/steps",
          "1 to " + MOST_STEPS + " percentages, the last of them 100",
          "Send growing percentages that end with 100, such as [10, 30, 50, 100].");
      return List.of(100);
    }
    return steps;
  }
}
