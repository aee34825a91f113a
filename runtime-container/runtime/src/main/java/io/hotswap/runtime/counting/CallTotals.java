package io.hotswap.runtime.counting;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// Calls by outcome and by Prometheus' latency buckets. Not thread-safe.
final class CallTotals {
  private static final double MICROS_A_SECOND = 1e6;
  // In seconds. At most two significant digits: latencies are rounded up to two digits before,
  // which then moves none into another bucket.
  private static final double[] BOUNDS = {
    .0005,
    .001,
    .0025,
    .005,
    .01,
    .025,
    .05,
    .1,
    .25,
    .5,
    1,
    2.5,
    5,
    10,
    30,
    Double.POSITIVE_INFINITY
  };
  private static final long[] MICROS =
      DoubleStream.of(BOUNDS).mapToLong(bound -> Math.round(bound * MICROS_A_SECOND)).toArray();

  private final long[][] calls = new long[CallOutcome.COUNT][BOUNDS.length];

  void add(LatencyCounts counts) {
    for (var callOutcome : CallOutcome.values()) {
      var buckets = calls[callOutcome.index()];
      counts.read(callOutcome, (micros, number) -> buckets[bucket(micros)] += number);
    }
  }

  private static int bucket(long micros) {
    int bucket = 0;
    while (micros > MICROS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  void add(CallTotals others) {
    for (int outcome = 0; outcome < calls.length; outcome++) {
      for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
        calls[outcome][bucket] += others.calls[outcome][bucket];
      }
    }
  }

  long calls(CallOutcome callOutcome) {
    return LongStream.of(calls[callOutcome.index()]).sum();
  }

  long calls() {
    return LongStream.of(buckets()).sum();
  }

  ClassicHistogramBuckets histogram() {
    return ClassicHistogramBuckets.of(BOUNDS, buckets());
  }

  private long[] buckets() {
    var all = new long[BOUNDS.length];
    for (var byBucket : calls) {
      for (int bucket = 0; bucket < all.length; bucket++) {
        all[bucket] += byBucket[bucket];
      }
    }
    return all;
  }
}
