package io.hotswap.domain.tenant.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// How often a node's plugins used a secret's value in an hour of the clock.
///
/// @param node its id
/// @param incarnation of the node: a process counts from zero
/// @param hour when it begins, UTC
/// @param minutes uses by the minute of the hour
public record SecretUse(
    SecretId secret, String node, String incarnation, Instant hour, Map<Integer, Long> minutes) {
  public SecretUse {
    minutes = Map.copyOf(minutes);
  }

  public long total() {
    return minutes.values().stream().mapToLong(it -> it).sum();
  }

  /// Uses by the minute's begin, in order.
  public Map<Instant, Long> byMinute() {
    Map<Instant, Long> byMinute = new TreeMap<>();
    minutes.forEach((minute, uses) -> byMinute.put(hour.plus(Duration.ofMinutes(minute)), uses));
    return byMinute;
  }
}
