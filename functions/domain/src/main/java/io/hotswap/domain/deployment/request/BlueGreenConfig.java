package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Settings of a blue-green deployment as a client sends them.
public record BlueGreenConfig(
    Optional<Duration> warmupPeriod,
    Optional<Switchover> switchoverType,
    Optional<Duration> switchoverPeriod,
    Optional<Boolean> keepPreviousEnvironment,
    Optional<List<AcceptanceConfig>> acceptanceCases,
    Optional<Long> minimumCalls)
    implements StrategyConfig {
  static final BlueGreenConfig EMPTY =
      new BlueGreenConfig(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Override
  public String pointer() {
    return "/blueGreenConfig";
  }

  @Override
  public BlueGreen validated(DeploymentSpec spec, ValidationErrors errors) {
    var type = switchoverType.orElse(Switchover.Instant);
    if (type == Switchover.Instant && switchoverPeriod.isPresent()) {
      errors.add(
          "/blueGreenConfig/switchoverPeriod",
          "to be there only with switchoverType Linear",
          "Remove it, or choose the switchoverType Linear.");
    }
    return new BlueGreen(
        errors.duration(
            "/blueGreenConfig/warmupPeriod",
            warmupPeriod,
            "PT5M",
            Duration.ZERO,
            ValidationErrors.HOUR),
        type,
        errors.duration(
            "/blueGreenConfig/switchoverPeriod",
            switchoverPeriod,
            "PT1M",
            ValidationErrors.SECOND,
            ValidationErrors.WEEK),
        keepPreviousEnvironment.orElse(true),
        AcceptanceSuite.of(cases(spec.version().orElse(""))),
        errors.minimumCalls("/blueGreenConfig/minimumCalls", minimumCalls));
  }

  /// @param version that must pass them
  List<AcceptanceCase> cases(String version) {
    return acceptanceCases.orElse(List.of()).stream().map(it -> it.of(version)).toList();
  }
}
