package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.strategy.StrategySettings;
import java.time.Duration;

/// How many states the state machines of a deployment enter when everything goes well: what Step
/// Functions charges for. The definitions' own tests hold these numbers to the definitions.
public final class TransitionCount {
  /// BeginDeployment, ChooseNext, RunStrategy, JudgeOutcome, Succeeded.
  public static final int DEPLOY = 5;

  /// AwaitApproval, RequestApproval, Ended; BeginDeployment and ChooseNext once more.
  public static final int APPROVAL = 5;

  /// Wait, look, choose.
  public static final int LOOK = 3;

  /// StageVersion, CompleteDeployment, Ended.
  public static final int FRAME = 3;

  /// A node follows within two looks.
  private static final int FOLLOWING = 2 * LOOK;

  private TransitionCount() {}

  /// @param nodes that are live
  public static int of(StrategySettings strategySettings, int nodes, boolean approved) {
    return DEPLOY
        + (approved ? APPROVAL : 0)
        + FRAME
        + FOLLOWING
        + strategy(strategySettings, nodes);
  }

  private static int strategy(StrategySettings strategySettings, int nodes) {
    int moves = moves(strategySettings, nodes);
    return switch (strategySettings) {
      case StrategySettings.Direct it -> moves * (1 + FOLLOWING);
      case StrategySettings.Canary it ->
          moves * (1 + FOLLOWING)
              + (moves - 1) * LOOK * looks(it.evaluationPeriod(), it.maxExtension());
      case StrategySettings.BlueGreen it ->
          moves * (1 + FOLLOWING)
              + (it.warmupPeriod().isPositive() ? LOOK * PollSchedule.waits(it.warmupPeriod()) : 0)
              + (moves - 1) * LOOK * PollSchedule.waits(it.switchoverPeriod().dividedBy(10));
      case StrategySettings.Rolling it -> moves * (1 + FOLLOWING) + waits(it, moves - 1);
      case StrategySettings.AbTest it ->
          moves * (1 + FOLLOWING) + LOOK * looks(it.testDuration(), it.maxExtension());
    };
  }

  /// How often routing is changed, staging left aside.
  private static int moves(StrategySettings strategySettings, int nodes) {
    return switch (strategySettings) {
      case StrategySettings.Direct it -> 1;
      case StrategySettings.Canary it -> it.steps().size();
      case StrategySettings.BlueGreen it ->
          it.switchoverType() == StrategySettings.Switchover.Linear ? 10 : 1;
      case StrategySettings.Rolling it -> Math.ceilDiv(nodes, it.batchSize()) + 1;
      case StrategySettings.AbTest it -> 2;
    };
  }

  // After the last batch there is nothing to wait for, but still a look.
  private static int waits(StrategySettings.Rolling settings, int batches) {
    return batches == 0
        ? 0
        : (batches - 1) * LOOK * PollSchedule.waits(settings.waitBetweenBatches()) + LOOK;
  }

  /// Looks at the evidence until a period is over.
  public static int looks(Duration period, Duration extension) {
    int looks = 0;
    var elapsed = Duration.ZERO;
    while (elapsed.compareTo(period) < 0) {
      elapsed = elapsed.plusSeconds(PollSchedule.seconds(elapsed, period, extension));
      looks++;
    }
    return looks;
  }
}
