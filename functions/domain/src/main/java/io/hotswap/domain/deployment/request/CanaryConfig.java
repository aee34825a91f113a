package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settings of a canary as a client sends them.
public record CanaryConfig(
    Optional<List<Integer>> steps,
    Optional<Integer> initialPercentage,
    Optional<Integer> incrementPercentage,
    Optional<Duration> evaluationPeriod,
    Optional<Duration> maxExtension,
    Optional<OnInconclusive> onInconclusive,
    Optional<Boolean> autoRollback,
    Optional<Long> minimumCalls,
    Optional<Integer> minimumTenants,
    Optional<Boolean> callsAreIndependent)
    implements StrategyConfig {
  static final CanaryConfig EMPTY =
      new CanaryConfig(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final int MOST_STEPS = 20;

  @Override
  public String pointer() {
    return "/canaryConfig";
  }

  @Override
  public Canary validated(DeploymentSpec spec, ValidationErrors errors) {
    var period =
        errors.duration(
            "/canaryConfig/evaluationPeriod",
            evaluationPeriod,
            "PT10M",
            ValidationErrors.SECOND,
            ValidationErrors.WEEK);
    boolean independent = callsAreIndependent.orElse(false);
    return new Canary(
        shares(errors),
        period,
        errors.duration(
            "/canaryConfig/maxExtension",
            maxExtension,
            "PT10M",
            Duration.ZERO,
            ValidationErrors.WEEK),
        onInconclusive.orElse(OnInconclusive.Fail),
        autoRollback.orElse(true),
        errors.minimumCalls("/canaryConfig/minimumCalls", minimumCalls),
        errors.minimumTenants("/canaryConfig/minimumTenants", minimumTenants, independent),
        independent);
  }

  private List<Integer> shares(ValidationErrors errors) {
    boolean increments = initialPercentage.isPresent() || incrementPercentage.isPresent();
    if (steps.isPresent() && increments) {
      errors.add(
          "/canaryConfig/steps",
          "either `steps` or `initialPercentage` with `incrementPercentage`",
          "Remove one of the two.");
    }
    return increments
        ? incremented(
            errors,
            errors.percentage("/canaryConfig/initialPercentage", initialPercentage, 10),
            errors.percentage("/canaryConfig/incrementPercentage", incrementPercentage, 20))
        : given(errors, steps.orElse(List.of(10, 30, 50, 100)));
  }

  private static List<Integer> incremented(ValidationErrors errors, int initial, int increment) {
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

  private static List<Integer> given(ValidationErrors errors, List<Integer> steps) {
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
