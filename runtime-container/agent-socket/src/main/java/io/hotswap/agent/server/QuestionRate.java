package io.hotswap.agent.server;

import io.hotswap.agent.socket.Questions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// How often one host may ask each question: a start of 1,000 plugins stays well below it. What is
/// told when something is wrong is rare. Used by one thread.
final class QuestionRate {
  private static final Limit USUAL = new Limit(10_000, 500);
  private static final Limit RARE = new Limit(1_000, 10);
  private static final Set<String> ALARMS =
      Set.of(
          Questions.ANOMALY.name(),
          Questions.HEALTH.name(),
          Questions.UNLOAD.name(),
          Questions.FAILURES.name());
  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private record Limit(int burst, int perSecond) {}

  private record Bucket(double left, long at) {
    Bucket refilled(Limit limit, long now) {
      return new Bucket(
          Math.min(limit.burst(), left + (now - at) / NANOS * limit.perSecond()), now);
    }
  }

  /// @param nanoTime monotonic
  QuestionRate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  boolean admits(String question) {
    long now = nanoTime.getAsLong();
    var limit = ALARMS.contains(question) ? RARE : USUAL;
    var bucket =
        buckets.getOrDefault(question, new Bucket(limit.burst(), now)).refilled(limit, now);
    boolean admitted = bucket.left() >= 1;
    buckets.put(question, admitted ? new Bucket(bucket.left() - 1, now) : bucket);
    return admitted;
  }
}
