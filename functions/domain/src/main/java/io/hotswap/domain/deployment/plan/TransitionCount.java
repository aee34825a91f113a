package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.strategy.Observation;
import io.hotswap.domain.deployment.strategy.Strategy;
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
    var warmup = strategy.staging().warmup();
    return (warmup.isPositive() ? POLL * PollSchedule.idlePolls(warmup) : 0)
        + strategy.stages(nodes).stream()
            .mapToInt(it -> 1 + CONVERGENCE + polls(it.observation()))
            .sum();
  }

  private static int polls(Observation observation) {
    return switch (observation) {
      case Observation.None it -> 0;
      case Observation.Wait it -> POLL * PollSchedule.idlePolls(it.shortest());
      case Observation.Judged it -> POLL * polls(it.period(), it.extension());
    };
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
