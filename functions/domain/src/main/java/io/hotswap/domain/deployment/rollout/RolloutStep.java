package io.hotswap.domain.deployment.rollout;

import java.util.Arrays;
import java.util.Optional;

/// The steps that the state machines call. A step has the name of its state.
public enum RolloutStep {
  BeginDeployment,
  StageVersion,
  CheckStaged,
  SwitchTraffic,
  CheckSwitched,
  /// Canary: routes the next share of the tenants to the version.
  AdvanceCohort,
  /// Canary: checks the nodes, then the evidence.
  JudgeCohort,
  /// Rolling: routes the next batch of nodes to the version.
  MoveBatch,
  CheckBatch,
  /// A/B: splits the tenants over both variants.
  SplitTraffic,
  JudgeVariants,
  /// A/B: routes everybody to the winning variant.
  PromoteWinner,
  CompleteDeployment,
  WithdrawVersion,
  FailDeployment,
  RevertRouting,
  CheckReverted,
  CompleteRollback,
  FailRollback;

  /// Whether a paused deployment skips the step.
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
