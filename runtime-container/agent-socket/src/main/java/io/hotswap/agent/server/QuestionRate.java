package io.hotswap.agent.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often one host may ask each question. A start of 1,000 plugins stays well below it. Used by
/// one thread.
final class QuestionRate {
  private static final int BURST = 10_000;
  private static final int A_SECOND = 500;
  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private record Bucket(double left, long at) {
    Bucket refilled(long now) {
      return new Bucket(Math.min(BURST, left + (now - at) / NANOS * A_SECOND), now);
    }
  }

  /// @param nanoTime monotonic
  QuestionRate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  boolean admits(String question) {
    long now = nanoTime.getAsLong();
    var bucket = buckets.getOrDefault(question, new Bucket(BURST, now)).refilled(now);
    boolean admitted = bucket.left() >= 1;
    buckets.put(question, admitted ? new Bucket(bucket.left() - 1, now) : bucket);
    return admitted;
  }
}
