package io.hotswap.domain.verdict;

import io.hotswap.domain.deployment.plan.PollSchedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// Simulated rollouts to few tenants, judged by the real classes at the looks of a canary.
///
/// @param worse how many ended as Worse
/// @param passed how many went through all their stages
record FewCallersRollouts(int number, long worse, long passed) {
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final Duration EXTENSION = Duration.ofMinutes(10);
  private static final Duration WHOLE = PERIOD.plus(EXTENSION);

  static FewCallersRollouts of(
      FewCallers.Kind kind, FewCallers.Harm harm, List<Integer> shares, int number, long seed) {
    var ends =
        LongStream.range(seed, seed + number)
            .parallel()
            .mapToObj(it -> rollout(new FewCallers(kind, harm, it), kind.tenants(), shares))
            .toList();
    return new FewCallersRollouts(
        number,
        ends.stream().filter(it -> it == Conclusion.Worse).count(),
        ends.stream().filter(FewCallersRollouts::passes).count());
  }

  private static Conclusion rollout(FewCallers callers, int tenants, List<Integer> shares) {
    var question = VerdictQuestion.ofStage(Criterion.defaults(), shares.size());
    for (int share : shares) {
      int moved = (int) Math.max(1, Math.round(tenants * share / 100.0));
      var conclusion = stage(callers, question, moved);
      if (!passes(conclusion)) {
        return conclusion;
      }
    }
    return Conclusion.Same;
  }

  private static Conclusion stage(FewCallers callers, VerdictQuestion question, int moved) {
    callers.begin();
    var at = Duration.ZERO;
    while (true) {
      int gap = PollSchedule.pollSeconds(at, PERIOD, EXTENSION);
      callers.call(gap, moved);
      at = at.plusSeconds(gap);
      var requested =
          question.withFewTenantsLooks(PollSchedule.fewTenantsPolls(at, PERIOD, EXTENSION), false);
      var conclusion = VerdictCalculator.judge(requested, callers.evidence(moved)).answer();
      if (conclusion == Conclusion.Worse
          || passes(conclusion) && at.compareTo(PERIOD) >= 0
          || at.compareTo(WHOLE) >= 0) {
        return conclusion;
      }
    }
  }

  private static boolean passes(Conclusion conclusion) {
    return conclusion == Conclusion.Same || conclusion == Conclusion.Better;
  }

  double falseAlarms() {
    return (double) worse / number;
  }

  double passing() {
    return (double) passed / number;
  }

  /// What chance may add to alpha in so many rollouts.
  double tolerated() {
    double alpha = VerdictQuestion.ROLLOUT_ALPHA;
    return alpha + 3 * Math.sqrt(alpha * (1 - alpha) / number);
  }
}
