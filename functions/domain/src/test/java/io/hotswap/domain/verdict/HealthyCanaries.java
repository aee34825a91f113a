package io.hotswap.domain.verdict;

import java.util.List;
import java.util.stream.LongStream;

/// Rollouts of a candidate that is no different: whatever is Worse here is a false alarm.
record HealthyCanaries(List<Rollout> rollouts) {
  static HealthyCanaries of(World world, int number, long seed) {
    return new HealthyCanaries(
        LongStream.range(seed, seed + number)
            .parallel()
            .mapToObj(it -> Rollout.of(world, Effect.NONE, it))
            .toList());
  }

  long ended(Conclusion end) {
    return rollouts.stream().filter(it -> it.end() == end).count();
  }

  long naiveWorse() {
    return rollouts.stream().filter(Rollout::naiveWorse).count();
  }

  /// Of those that came to the stage.
  double passedInPeriod(int stage) {
    var came = rollouts.stream().filter(it -> it.stages().size() > stage).toList();
    long passed =
        came.stream()
            .map(it -> it.stages().get(stage))
            .filter(it -> it.passed() && it.seconds() <= StageRun.PERIOD.toSeconds())
            .count();
    return came.isEmpty() ? 0 : (double) passed / came.size();
  }
}
