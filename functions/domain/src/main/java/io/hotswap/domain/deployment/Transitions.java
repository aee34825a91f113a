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

  /// @param stages of the plan
  public static int of(Settings settings, int stages, boolean approved) {
    return DEPLOY + (approved ? APPROVAL : 0) + FRAME + FOLLOWING + strategy(settings, stages - 1);
  }

  private static int strategy(Settings settings, int moves) {
    return switch (settings) {
      case Settings.Direct it -> moves * (1 + FOLLOWING);
      case Settings.Canary it ->
          moves * (1 + FOLLOWING)
              + (moves - 1) * LOOK * looks(it.evaluationPeriod(), it.maxExtension());
      case Settings.BlueGreen it ->
          moves * (1 + FOLLOWING)
              + (it.warmupPeriod().isPositive() ? LOOK * Looks.waits(it.warmupPeriod()) : 0)
              + (moves - 1) * LOOK * Looks.waits(it.switchoverPeriod().dividedBy(10));
      case Settings.Rolling it ->
          // After the last batch there is nothing to wait for, but still a look.
          moves * (1 + FOLLOWING)
              + (moves - 2) * LOOK * Looks.waits(it.waitBetweenBatches())
              + LOOK;
      case Settings.AbTest it ->
          moves * (1 + FOLLOWING) + LOOK * looks(it.testDuration(), it.maxExtension());
    };
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
