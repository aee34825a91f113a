package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;
import io.hotswap.domain.verdict.statistics.ArmEstimates;
import io.hotswap.domain.verdict.statistics.ErrorRateBounds;
import io.hotswap.domain.verdict.statistics.ErrorRateEstimate;
import io.hotswap.domain.verdict.statistics.Metric;
import io.hotswap.domain.verdict.statistics.NormalDistribution;
import java.util.Arrays;
import java.util.stream.IntStream;

/// When a test that looks only once should look, to find a broken candidate with a given power: the
/// first moment of a grid at which that share of simulated first stages is significant.
final class FixedHorizon {
  static final double GAP = 2.5;
  private static final int MOMENTS = 32;

  /// Runs found at each moment: calls as the unit, then tenants as the unit.
  private final int[][] found = new int[2][MOMENTS];

  private final int runs;
  private final double z;
  private final double margin = Criterion.of(new Metric.ErrorRate()).margin();

  FixedHorizon(World world, Effect effect, int runs, long seed) {
    this.runs = runs;
    var question = Rollout.question();
    z = NormalDistribution.quantile(question.alpha() / question.criteria().size());
    var naive = NaiveTest.of(question.alpha(), world);
    IntStream.range(0, runs)
        .parallel()
        .mapToObj(it -> run(world, effect, naive, seed + it))
        .forEach(this::add);
  }

  private boolean[][] run(World world, Effect effect, NaiveTest naive, long seed) {
    var stage = new Stage(new Population(world, seed), Rollout.SHARES[0], effect, new Draws(~seed));
    var run = new boolean[2][MOMENTS];
    for (int i = 0; i < MOMENTS; i++) {
      stage.advance(GAP);
      run[0][i] = naive.errors(stage) > z;
      run[1][i] = byTenants(stage.evidence());
    }
    return run;
  }

  /// The statistic that verdicts use, without their boundary.
  private boolean byTenants(Evidence evidence) {
    var candidate = new Arm(evidence.candidate(), evidence.before());
    var baseline = new Arm(evidence.baseline(), evidence.before());
    if (candidate.tenants() < 2 || baseline.tenants() < 2) {
      return false;
    }
    var armEstimates = ArmEstimates.of(new Metric.ErrorRate(), candidate, baseline);
    var some = ErrorRateEstimate.of(armEstimates.candidate());
    var more = ErrorRateEstimate.of(armEstimates.baseline());
    var errorRateBounds = new ErrorRateBounds(some.rate(), some.calls(), more.rate(), more.calls());
    return some.rate() - more.rate() > margin && errorRateBounds.deviance(0) > z * z;
  }

  private synchronized void add(boolean[][] run) {
    for (int test = 0; test < run.length; test++) {
      for (int i = 0; i < MOMENTS; i++) {
        found[test][i] += run[test][i] ? 1 : 0;
      }
    }
  }

  double byCalls(double power) {
    return moment(found[0], power);
  }

  double byTenants(double power) {
    return moment(found[1], power);
  }

  /// The share found by calls at its worst moment: where nothing is wrong, its real alpha.
  double mostByCalls() {
    return (double) Arrays.stream(found[0]).max().orElse(0) / runs;
  }

  double mostByTenants() {
    return (double) Arrays.stream(found[1]).max().orElse(0) / runs;
  }

  /// Infinite when the grid ends before.
  private double moment(int[] counts, double power) {
    for (int i = 0; i < MOMENTS; i++) {
      if (counts[i] >= power * runs) {
        return (i + 1) * GAP;
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
