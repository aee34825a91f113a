package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.health.AnomalyResponse.RolledBack;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.telemetry.Anomaly.Kind;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many calls prove something: the caller's choice, though nothing but the triggers watches.
class MinimumCallsTest {
  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane inMemoryControlPlane = watch.controlPlane;

  @ParameterizedTest
  @CsvSource({"1000,true", "2000,false"})
  void eight_in_a_hundred_of_1500_calls_fail_after_a_direct_deployment(
      int minimumCalls, boolean fires) {
    inMemoryControlPlane.deploy("1.0.0");
    watch.called(new Node("1.0.0", 1000, 1, 1000), Duration.ofHours(1));
    inMemoryControlPlane.deploy(Sent.wish("Direct", "directConfig/minimumCalls=" + minimumCalls));
    for (int second = 0; second < 320; second += 10) {
      inMemoryControlPlane.pass(Duration.ofSeconds(10));
      watch.called(new Node("1.1.0", 50, 4, 1000), Duration.ofSeconds(10));
    }
    assertEquals(fires, watch.hears("n1", "1.1.0", Kind.ErrorRate) instanceof RolledBack);
  }
}
