package io.hotswap.domain.verdict;

import io.hotswap.domain.deployment.Looks;
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
        ends.stream().filter(it -> it == Answer.Worse).count(),
        ends.stream().filter(FewCallersRollouts::passes).count());
  }

  private static Answer rollout(FewCallers callers, int tenants, List<Integer> shares) {
    var question = Question.ofStage(Criterion.defaults(), shares.size());
    for (int share : shares) {
      int moved = (int) Math.max(1, Math.round(tenants * share / 100.0));
      var answer = stage(callers, question, moved);
      if (!passes(answer)) {
        return answer;
      }
    }
    return Answer.Same;
  }

  private static Answer stage(FewCallers callers, Question question, int moved) {
    callers.begin();
    var at = Duration.ZERO;
    while (true) {
      int gap = Looks.seconds(at, PERIOD, EXTENSION);
      callers.call(gap, moved);
      at = at.plusSeconds(gap);
      var asked = question.lookedAt(Looks.ofFewTenants(at, PERIOD, EXTENSION), false);
      var answer = Judging.judge(asked, callers.evidence(moved)).answer();
      if (answer == Answer.Worse
          || passes(answer) && at.compareTo(PERIOD) >= 0
          || at.compareTo(WHOLE) >= 0) {
        return answer;
      }
    }
  }

  private static boolean passes(Answer answer) {
    return answer == Answer.Same || answer == Answer.Better;
  }

  double falseAlarms() {
    return (double) worse / number;
  }

  double passing() {
    return (double) passed / number;
  }

  /// What chance may add to alpha in so many rollouts.
  double tolerated() {
    double alpha = Question.ROLLOUT_ALPHA;
    return alpha + 3 * Math.sqrt(alpha * (1 - alpha) / number);
  }
}
