package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.refusal.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Green is made ready and tried beside blue, then the tenants are switched.
///
/// @param warmupPeriod how long green is ready beside blue before the switch
/// @param switchoverPeriod over which a linear switch moves the tenants, a tenth at a time
/// @param keepPreviousEnvironment whether blue stays loaded after the switch
/// @param acceptance calls that green must answer as expected before it is Ready
public record BlueGreen(
    Duration warmupPeriod,
    Switchover switchoverType,
    Duration switchoverPeriod,
    boolean keepPreviousEnvironment,
    AcceptanceSuite acceptance,
    long minimumCalls)
    implements Strategy {
  private static final int TENTHS = 10;

  @Override
  public StrategyName name() {
    return StrategyName.BlueGreen;
  }

  @Override
  public Staging staging() {
    var condition =
        "%s, and passes %d acceptance cases there".formatted(Staging.LOADED, acceptance.cases());
    return new Staging("Green", condition, true, acceptance, warmupPeriod);
  }

  @Override
  public List<Stage> stages() {
    int tenths = switchoverType == Switchover.Linear ? TENTHS : 1;
    return Stream.concat(
            IntStream.range(1, tenths).mapToObj(this::tenth),
            Stream.of(Stage.everybody(keepPreviousEnvironment)))
        .toList();
  }

  private Stage tenth(int number) {
    return new Stage(
        "Tenth " + number,
        new Move.TenantShare(number * 100 / TENTHS),
        new Observation.Wait(switchoverPeriod.dividedBy(TENTHS)),
        Stage.SERVED);
  }

  @Override
  public boolean canPause() {
    return true;
  }

  @Override
  public boolean canPromote() {
    return true;
  }

  @Override
  public Optional<String> needsServingVersion() {
    return Optional.of("/blueGreenConfig/switchoverType")
        .filter(it -> switchoverType == Switchover.Linear);
  }

  @Override
  public List<FieldError> conflicts(RequestContext context) {
    List<FieldError> errors = new ArrayList<>(context.otherVersion().stream().toList());
    for (int i = 0; i < context.acceptance().size(); i++) {
      if (!context.operations().contains(context.acceptance().get(i).operation())) {
        errors.add(
            new FieldError(
                "/blueGreenConfig/acceptanceCases/" + i + "/operation",
                "one of the plugin's operations: "
                    + String.join(", ", context.operations().stream().sorted().toList()),
                "Send an operation that " + context.version() + " has."));
      }
    }
    return errors;
  }
}
