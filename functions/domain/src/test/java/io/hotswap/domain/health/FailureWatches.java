package io.hotswap.domain.health;

import io.hotswap.domain.health.FailureEvidence.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/// Watches of three days over a version that fails no more than it may, looked at three times in
/// every ten seconds by the real test: whatever it finds is a false alarm.
///
/// @param warned how many watches warned at least once
/// @param fired how many would have gone back
public record FailureWatches(long warned, long fired) {
  private static final int SLICES = 3 * 24 * 360;
  private static final int WINDOW = 30;
  private static final int LOOKS = 3;

  /// @param callsPerSlice on average
  /// @param rate of failures, of all calls together
  /// @param heavy share of the calls that one tenant makes, whose own rate changes every slice
  public record Calls(double callsPerSlice, double rate, double heavy) {}

  public static FailureWatches of(Calls calls, int watches, long seed) {
    var most = LongStream.range(seed, seed + watches).parallel().mapToDouble(it -> most(calls, it));
    var sorted = most.toArray();
    return new FailureWatches(above(sorted, FastBurn.WARN_ODDS), above(sorted, FastBurn.FIRE_ODDS));
  }

  private static long above(double[] most, double limit) {
    return java.util.Arrays.stream(most).filter(it -> it >= limit).count();
  }

  private static double most(Calls calls, long seed) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Slice> slices = new ArrayList<>();
    double most = 0;
    for (int i = 0; i < SLICES; i++) {
      if (slices.size() == WINDOW) {
        slices.removeFirst();
      }
      double heavyRate = random.nextDouble() < calls.rate() ? 1 : 0;
      long called = 0;
      long failed = 0;
      slices.add(new Slice(CallCounts.NONE, FastBurn.LIMIT));
      for (int look = 0; look < LOOKS; look++) {
        long heavy = count(calls.callsPerSlice() * calls.heavy() / LOOKS, random);
        long others = count(calls.callsPerSlice() * (1 - calls.heavy()) / LOOKS, random);
        called += heavy + others;
        failed += Math.round(heavy * heavyRate) + failures(others, calls.rate(), random);
        slices.set(slices.size() - 1, new Slice(new CallCounts(called, failed), FastBurn.LIMIT));
        if (failed > called * FastBurn.LIMIT) {
          most = Math.max(most, FailureEvidence.of(called(slices), i < WINDOW));
        }
      }
    }
    return most;
  }

  private static List<Slice> called(List<Slice> slices) {
    return slices.stream().filter(it -> it.calls().calls() > 0).toList();
  }

  private static long count(double mean, RandomGenerator random) {
    double left = Math.exp(-Math.min(mean, 700));
    long count = -1;
    for (double product = 1; product > left; count++) {
      product *= random.nextDouble();
    }
    return Math.max(0, count);
  }

  private static long failures(long calls, double rate, RandomGenerator random) {
    long failed = 0;
    for (long i = 0; i < calls; i++) {
      failed += random.nextDouble() < rate ? 1 : 0;
    }
    return failed;
  }
}
