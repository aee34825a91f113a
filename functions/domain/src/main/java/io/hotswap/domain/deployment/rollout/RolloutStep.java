package io.hotswap.domain.deployment.rollout;

import java.util.Arrays;
import java.util.Optional;

/// What the state machines ask for. A step has the name of the state that asks for it.
public enum RolloutStep {
  BeginDeployment,
  StageVersion,
  CheckStaged,
  SwitchTraffic,
  CheckSwitched,
  /// Canary: moves the next share of the tenants.
  AdvanceCohort,
  /// Canary: whether the nodes followed, then what the evidence says.
  JudgeCohort,
  /// Rolling: moves the next nodes.
  MoveBatch,
  CheckBatch,
  /// A/B: splits the tenants over both variants.
  SplitTraffic,
  JudgeVariants,
  /// A/B: everybody goes to the variant that won.
  PromoteWinner,
  CompleteDeployment,
  WithdrawVersion,
  FailDeployment,
  RevertRouting,
  CheckReverted,
  CompleteRollback,
  FailRollback;

  /// Steps that a paused deployment does not take.
  boolean isForward() {
    return switch (this) {
      case WithdrawVersion, FailDeployment, RevertRouting, CheckReverted, CompleteRollback -> false;
      case FailRollback -> false;
      default -> true;
    };
  }

  public static Optional<RolloutStep> named(String name) {
    return Arrays.stream(values()).filter(it -> it.name().equals(name)).findAny();
  }
}
