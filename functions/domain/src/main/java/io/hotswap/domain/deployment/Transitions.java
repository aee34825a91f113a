package io.hotswap.domain.deployment;

import java.time.Duration;

/// How many states the state machines of a deployment enter when everything goes well: what Step
/// Functions charges for. The definitions' own tests hold these numbers to the definitions.
public final class Transitions {
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

  private Transitions() {}

  /// @param nodes that are live
  public static int of(Settings settings, int nodes, boolean approved) {
    return DEPLOY + (approved ? APPROVAL : 0) + FRAME + FOLLOWING + strategy(settings, nodes);
  }

  private static int strategy(Settings settings, int nodes) {
    int moves = moves(settings, nodes);
    return switch (settings) {
      case Settings.Direct it -> moves * (1 + FOLLOWING);
      case Settings.Canary it ->
          moves * (1 + FOLLOWING)
              + (moves - 1) * LOOK * looks(it.evaluationPeriod(), it.maxExtension());
      case Settings.BlueGreen it ->
          moves * (1 + FOLLOWING)
              + (it.warmupPeriod().isPositive() ? LOOK * Looks.waits(it.warmupPeriod()) : 0)
              + (moves - 1) * LOOK * Looks.waits(it.switchoverPeriod().dividedBy(10));
      case Settings.Rolling it -> moves * (1 + FOLLOWING) + waits(it, moves - 1);
      case Settings.AbTest it ->
          moves * (1 + FOLLOWING) + LOOK * looks(it.testDuration(), it.maxExtension());
    };
  }

  /// How often routing is changed, staging left aside.
  private static int moves(Settings settings, int nodes) {
    return switch (settings) {
      case Settings.Direct it -> 1;
      case Settings.Canary it -> it.steps().size();
      case Settings.BlueGreen it -> it.switchoverType() == Settings.Switchover.Linear ? 10 : 1;
      case Settings.Rolling it -> Math.ceilDiv(nodes, it.batchSize()) + 1;
      case Settings.AbTest it -> 2;
    };
  }

  // After the last batch there is nothing to wait for, but still a look.
  private static int waits(Settings.Rolling settings, int batches) {
    return batches == 0
        ? 0
        : (batches - 1) * LOOK * Looks.waits(settings.waitBetweenBatches()) + LOOK;
  }

  /// Looks at the evidence until a period is over.
  public static int looks(Duration period, Duration extension) {
    int looks = 0;
    var elapsed = Duration.ZERO;
    while (elapsed.compareTo(period) < 0) {
      elapsed = elapsed.plusSeconds(Looks.seconds(elapsed, period, extension));
      looks++;
    }
    return looks;
  }
}
