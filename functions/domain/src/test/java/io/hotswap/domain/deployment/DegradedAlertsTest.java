package io.hotswap.domain.deployment;

import static io.hotswap.domain.telemetry.Anomaly.Kind.ErrorRate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.health.AnomalyResponse.Alerted;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.notification.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Operators who were warned think that HotSwap goes back by itself; when it cannot, they are told.
class DegradedAlertsTest {
  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane inMemoryControlPlane = watch.controlPlane;

  private void suspected(String version) {
    inMemoryControlPlane.pass(Duration.ofSeconds(10));
    watch.called(new Node(version, 50, 50, 1000), Duration.ofSeconds(10));
    var anomalyResponse = watch.hears("n1", version, ErrorRate);
    assertInstanceOf(Alerted.class, anomalyResponse, anomalyResponse.why());
  }

  private void fails(String version) {
    inMemoryControlPlane.pass(Duration.ofSeconds(10));
    watch.called(new Node(version, 50, 50, 1000), Duration.ofSeconds(10));
  }

  private List<String> subjects() {
    return watch.alerts.values().stream().map(Message::subject).sorted().toList();
  }

  private String textOf(String subjectsEnd) {
    return watch.alerts.values().stream()
        .filter(it -> it.subject().endsWith(subjectsEnd))
        .map(Message::text)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void where_nothing_served_before_they_are_warned_and_then_told_so() {
    inMemoryControlPlane.deploy("1.0.0");
    fails("1.0.0");
    suspected("1.0.0");
    assertEquals(
        List.of("markdown 1.0.0 in Development is degraded: Too many failed calls"), subjects());
    suspected("1.0.0");
    suspected("1.0.0");
    assertEquals(
        List.of(
            "markdown 1.0.0 in Development is degraded and stays: Too many failed calls",
            "markdown 1.0.0 in Development is degraded: Too many failed calls"),
        subjects());
    assertTrue(textOf("and stays: Too many failed calls").contains("nothing served before"));
  }

  @Test
  void where_the_previous_version_failed_as_suddenly_they_are_warned_and_then_told_so() {
    inMemoryControlPlane.deploy("1.0.0");
    watch.called(new Node("1.0.0", 50, 50, 1000), Duration.ofSeconds(40));
    inMemoryControlPlane.pass(Duration.ofHours(2));
    inMemoryControlPlane.deploy("1.1.0");
    fails("1.1.0");
    suspected("1.1.0");
    assertEquals(1, watch.alerts.size());
    suspected("1.1.0");
    assertEquals(2, watch.alerts.size());
    assertTrue(textOf("and stays: Too many failed calls").contains("1.0.0 failed as suddenly"));
  }

  @Test
  void what_is_not_watched_any_more_is_told_after_a_warning_of_the_first_day() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.pass(Duration.ofHours(1));
    inMemoryControlPlane.deploy("1.1.0");
    fails("1.1.0");
    suspected("1.1.0");
    assertEquals(1, watch.alerts.size());
    inMemoryControlPlane.pass(inMemoryControlPlane.times.watch().plusHours(1));
    for (int i = 0; i < 9; i++) {
      fails("1.1.0");
    }
    suspected("1.1.0");
    assertEquals(2, watch.alerts.size());
    assertTrue(textOf("and stays: Too many failed calls").contains("it is not watched any more"));
  }
}
