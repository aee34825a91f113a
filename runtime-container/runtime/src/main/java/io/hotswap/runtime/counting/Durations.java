package io.hotswap.runtime.counting;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;

/// How long calls took, cumulative, in Prometheus' buckets.
final class Durations {
  private static final double NANOS_A_SECOND = 1e9;
  // In seconds.
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
  private static final long[] NANOS =
      DoubleStream.of(BOUNDS).mapToLong(bound -> Math.round(bound * NANOS_A_SECOND)).toArray();

  private final AtomicLongArray calls = new AtomicLongArray(BOUNDS.length);
  private final LongAdder sum = new LongAdder();

  void count(long nanos) {
    int bucket = 0;
    while (nanos > NANOS[bucket]) {
      bucket++;
    }
    sum.add(nanos);
    calls.getAndIncrement(bucket);
  }

  long calls() {
    long all = 0;
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      all += calls.get(bucket);
    }
    return all;
  }

  double seconds() {
    return sum.sum() / NANOS_A_SECOND;
  }

  ClassicHistogramBuckets buckets() {
    var counts = new long[BOUNDS.length];
    for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
      counts[bucket] = calls.get(bucket);
    }
    return ClassicHistogramBuckets.of(BOUNDS, counts);
  }
}
