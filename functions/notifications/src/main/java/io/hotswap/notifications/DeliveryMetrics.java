package io.hotswap.notifications;

import io.hotswap.domain.notification.Delivering.Outcome;
import io.hotswap.domain.notification.DeliveryState;
import io.hotswap.telemetry.FunctionMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Metrics of one run; the alarms in template.yaml watch the age of pending messages and the number
/// given up.
final class DeliveryMetrics {
  private DeliveryMetrics() {}

  static void count(List<Outcome> outcomes, String stage, Instant now) {
    for (var outcome : outcomes) {
      var channel = Map.of("channel", outcome.channel());
      switch (outcome.state()) {
        case DeliveryState.Delivered sent ->
            FunctionMetrics.count("notifications.sent.total", channel);
        case DeliveryState.Retrying retrying ->
            FunctionMetrics.count("notifications.failed.total", channel);
        case DeliveryState.GivenUp givenUp ->
            FunctionMetrics.count("notifications.parked.total", Map.of("stage", stage));
      }
    }
    outcomes.stream()
        .filter(it -> it.state() instanceof DeliveryState.Retrying)
        .map(it -> it.message().createdAt())
        .min(Comparator.naturalOrder())
        .ifPresent(it -> delay(Duration.between(it, now), stage));
  }

  private static void delay(Duration oldest, String stage) {
    FunctionMetrics.duration("notifications.delay", oldest, Map.of("stage", stage));
  }
}
