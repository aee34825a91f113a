package io.hotswap.domain.deployment;

import java.util.Arrays;
import java.util.Optional;

/// What the state machines ask for. A step has the name of the state that asks for it.
public enum Step {
  BeginDeployment,
  StageVersion,
  CheckStaged,
  SwitchTraffic,
  CheckSwitched,
  CompleteDeployment,
  WithdrawVersion,
  FailDeployment,
  RevertRouting,
  CheckReverted,
  CompleteRollback,
  FailRollback;

  public static Optional<Step> named(String name) {
    return Arrays.stream(values()).filter(it -> it.name().equals(name)).findAny();
  }
}
