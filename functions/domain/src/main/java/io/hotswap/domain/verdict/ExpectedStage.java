package io.hotswap.domain.verdict;

import io.hotswap.domain.telemetry.TenantStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// A simulated stage whose candidate is as good as its baseline, to forecast whether a verdict can
/// be reached when tenants call as they did before. The same seed gives the same stage.
///
/// @param tenants number of tenants that call, all with the same traffic
/// @param moved number of them on the candidate
/// @param callsPerSecond of all tenants together
/// @param errorRate of all calls
/// @param logSpread standard deviation of the logarithm of a call's time
/// @param before how long they were counted on the previous version
public record ExpectedStage(
    int tenants,
    int moved,
    double callsPerSecond,
    double errorRate,
    double logSpread,
    Duration before) {
  private static final int EXACT = 50;
  private static final double LOG_MICROS = 9;

  public Verdict judged(VerdictQuestion question, Duration elapsed, long seed) {
    return VerdictCalculator.judgeBriefly(question, evidence(elapsed, seed));
  }

  Evidence evidence(Duration elapsed, long seed) {
    var random = new SplittableRandom(seed);
    Map<String, TenantStats> candidate = new HashMap<>();
    Map<String, TenantStats> baseline = new HashMap<>();
    Map<String, TenantStats> past = new HashMap<>();
    for (int i = 0; i < tenants; i++) {
      var name = "t" + i;
      put(past, name, before, random);
      put(i < moved ? candidate : baseline, name, elapsed, random);
    }
    return new Evidence(candidate, baseline, past);
  }

  private void put(
      Map<String, TenantStats> arm, String name, Duration time, SplittableRandom random) {
    long calls = poisson(callsPerSecond * time.toSeconds() / tenants, random);
    if (calls > 0) {
      long failures = Math.min(calls, poisson(calls * errorRate, random));
      double spread = logSpread * Math.sqrt((double) calls) * random.nextGaussian();
      arm.put(name, new TenantStats(calls, failures, calls * LOG_MICROS + spread, Map.of()));
    }
  }

  private static long poisson(double mean, SplittableRandom random) {
    if (mean > EXACT) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double left = Math.exp(-mean);
    long count = -1;
    for (double product = 1; product > left; count++) {
      product *= random.nextDouble();
    }
    return Math.max(0, count);
  }
}
