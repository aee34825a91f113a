package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import java.time.Duration;

/// State transitions of a successful deployment, which Step Functions charges for. Tests of the
/// `statemachines` module compare these numbers with the definitions.
public final class TransitionCount {
  /// BeginDeployment, ChooseNext, RunStrategy, JudgeOutcome, Succeeded.
  public static final int DEPLOY = 5;

  /// AwaitApproval, RequestApproval, Ended; BeginDeployment and ChooseNext once more.
  public static final int APPROVAL = 5;

  /// Wait, Task, Choice.
  public static final int POLL = 3;

  /// StageVersion, CompleteDeployment, Ended.
  public static final int FRAME = 3;

  /// A node applies a document within two polls.
  private static final int CONVERGENCE = 2 * POLL;

  private TransitionCount() {}

  /// @param nodes that are live
  public static int of(Strategy strategy, int nodes, boolean approved) {
    return DEPLOY + (approved ? APPROVAL : 0) + FRAME + CONVERGENCE + strategy(strategy, nodes);
  }

  private static int strategy(Strategy strategy, int nodes) {
    int moves = moves(strategy, nodes);
    return switch (strategy) {
      case Direct it -> moves * (1 + CONVERGENCE);
      case Canary it ->
          moves * (1 + CONVERGENCE)
              + (moves - 1) * POLL * polls(it.evaluationPeriod(), it.maxExtension());
      case BlueGreen it ->
          moves * (1 + CONVERGENCE)
              + (it.warmupPeriod().isPositive()
                  ? POLL * PollSchedule.idlePolls(it.warmupPeriod())
                  : 0)
              + (moves - 1) * POLL * PollSchedule.idlePolls(it.switchoverPeriod().dividedBy(10));
      case Rolling it -> moves * (1 + CONVERGENCE) + waits(it, moves - 1);
      case AbTest it ->
          moves * (1 + CONVERGENCE) + POLL * polls(it.testDuration(), it.maxExtension());
    };
  }

  /// How often the routing is changed, staging excluded.
  private static int moves(Strategy strategy, int nodes) {
    return switch (strategy) {
      case Direct it -> 1;
      case Canary it -> it.steps().size();
      case BlueGreen it -> it.switchoverType() == Switchover.Linear ? 10 : 1;
      case Rolling it -> Math.ceilDiv(nodes, it.batchSize()) + 1;
      case AbTest it -> 2;
    };
  }

  // After the last batch there is no pause, but still one poll.
  private static int waits(Rolling settings, int batches) {
    return batches == 0
        ? 0
        : (batches - 1) * POLL * PollSchedule.idlePolls(settings.waitBetweenBatches()) + POLL;
  }

  /// Polls of the evidence until a period is over.
  public static int polls(Duration period, Duration extension) {
    int looks = 0;
    var elapsed = Duration.ZERO;
    while (elapsed.compareTo(period) < 0) {
      elapsed = elapsed.plusSeconds(PollSchedule.pollSeconds(elapsed, period, extension));
      looks++;
    }
    return looks;
  }
}
