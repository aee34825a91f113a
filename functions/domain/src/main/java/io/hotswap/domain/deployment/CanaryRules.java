package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Settings.OnDoubt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What may be wished of a canary.
final class CanaryRules {
  private static final int MOST_STEPS = 20;

  private final Objections objections;

  CanaryRules(Objections objections) {
    this.objections = objections;
  }

  Settings settings(Wish.CanaryConfig config) {
    var period =
        objections.time(
            "/canaryConfig/evaluationPeriod",
            config.evaluationPeriod(),
            "PT10M",
            Objections.SECOND,
            Objections.WEEK);
    boolean independent = config.callsAreIndependent().orElse(false);
    return new Settings.Canary(
        steps(config),
        period,
        objections.time(
            "/canaryConfig/maxExtension",
            config.maxExtension(),
            "PT10M",
            Duration.ZERO,
            Objections.WEEK),
        config.onNotEnough().orElse(OnDoubt.Fail),
        config.autoRollback().orElse(true),
        objections.minimumCalls("/canaryConfig/minimumCalls", config.minimumCalls()),
        objections.minimumTenants(
            "/canaryConfig/minimumTenants", config.minimumTenants(), independent),
        independent);
  }

  private List<Integer> steps(Wish.CanaryConfig config) {
    boolean increments =
        config.initialPercentage().isPresent() || config.incrementPercentage().isPresent();
    if (config.steps().isPresent() && increments) {
      objections.wrong(
          "/canaryConfig/steps",
          "either `steps` or `initialPercentage` with `incrementPercentage`",
          "Remove one of the two.");
    }
    return increments
        ? incremented(
            objections.percentage(
                "/canaryConfig/initialPercentage", config.initialPercentage(), 10),
            objections.percentage(
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
      objections.wrong(
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
        objections.wrong(
            "/canaryConfig/steps/" + i,
            "a percentage above the one before and at most 100",
            "Send growing percentages that end with 100.");
      }
    }
    if (steps.isEmpty() || steps.size() > MOST_STEPS || steps.getLast() != 100) {
      objections.wrong(
          "/canaryConfig/steps",
          "1 to " + MOST_STEPS + " percentages, the last of them 100",
          "Send growing percentages that end with 100, such as [10, 30, 50, 100].");
      return List.of(100);
    }
    return steps;
  }
}
