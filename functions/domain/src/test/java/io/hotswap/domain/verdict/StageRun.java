package io.hotswap.domain.verdict;

import io.hotswap.domain.deployment.plan.PollSchedule;
import java.time.Duration;

/// A stage from its beginning to its end, looked at as a canary is: Worse ends it at once, Same or
/// Better at the end of the period or later, and Inconclusive lasts until the extension is over.
///
/// @param answer the last
/// @param naiveWorse whether the naive test said Worse at any of these looks
record StageRun(Conclusion answer, long seconds, boolean naiveWorse) {
  static final Duration PERIOD = Duration.ofMinutes(10);
  static final Duration EXTENSION = Duration.ofMinutes(10);
  private static final Duration WHOLE = PERIOD.plus(EXTENSION);

  static StageRun of(Stage stage, VerdictQuestion question, NaiveTest naive) {
    var at = Duration.ZERO;
    boolean naiveWorse = false;
    while (true) {
      int gap = PollSchedule.pollSeconds(at, PERIOD, EXTENSION);
      stage.advance(gap);
      at = at.plusSeconds(gap);
      var conclusion = VerdictCalculator.judge(question, stage.evidence()).answer();
      naiveWorse |= naive.worse(stage);
      if (ends(conclusion, at)) {
        return new StageRun(conclusion, at.toSeconds(), naiveWorse);
      }
    }
  }

  private static boolean ends(Conclusion conclusion, Duration at) {
    return switch (conclusion) {
      case Worse -> true;
      case Inconclusive -> at.compareTo(WHOLE) >= 0;
      case Better, Same -> at.compareTo(PERIOD) >= 0;
    };
  }

  boolean passed() {
    return answer == Conclusion.Same || answer == Conclusion.Better;
  }
}
