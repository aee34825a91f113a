package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.leakdetection.LeakCause;
import io.hotswap.runtime.leakdetection.LeakTrace;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.TestClock;
import io.hotswap.runtime.unloading.UnloadCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnloadReporterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final LeakTrace TRACE =
      new LeakTrace(new LeakCause.OfTimer("t", ""), List.of("thread t"));

  private final PluginRef ref = ref();
  private final List<UnloadReport> told = new CopyOnWriteArrayList<>();
  private final ReliablePublisher<HealthReporter.Key, UnloadReport> reliablePublisher =
      new ReliablePublisher<>(
          "report-unloads",
          1,
          10,
          (before, next) -> next,
          told::add,
          new Reachability("unloads", new NodeMetrics(InMemoryControlPlane.ENVIRONMENT)));
  private final UnloadReporter telling =
      new UnloadReporter(
          new ReporterIdentity(InMemoryControlPlane.ENVIRONMENT, new NodeName("n1", "i1")),
          reliablePublisher,
          new TestClock(NOW));

  @AfterEach
  void end() {
    reliablePublisher.close();
  }

  @Test
  void a_version_is_told_as_a_leak_as_long_as_one_of_its_copies_is() throws Exception {
    telling.accept(leaked(NOW));
    assertEquals(1, next(1).leak().orElseThrow().copies());
    telling.accept(leaked(NOW.plusSeconds(1)));
    assertEquals(2, next(2).leak().orElseThrow().copies());
    telling.accept(collected(NOW.plusSeconds(2), false));
    assertEquals(2, next(3).leak().orElseThrow().copies());
    telling.accept(collected(NOW, true));
    var left = next(4);
    assertEquals(1, left.leak().orElseThrow().copies());
    assertEquals(NOW.plusSeconds(1), left.retiredAt());
    telling.accept(collected(NOW.plusSeconds(1), true));
    assertTrue(next(5).leak().isEmpty());
  }

  private UnloadReport next(int number) throws Exception {
    Eventually.so(() -> "told: " + told, () -> told.size() == number);
    return told.getLast();
  }

  private UnloadCertificate leaked(Instant retiredAt) {
    return new UnloadCertificate.Leaked(ref, retiredAt, List.of(), TRACE);
  }

  private UnloadCertificate collected(Instant retiredAt, boolean leaked) {
    return new UnloadCertificate.Collected(
        ref, retiredAt, List.of(), Duration.ofSeconds(3), 1, leaked);
  }

  private static PluginRef ref() {
    var version =
        new InMemoryControlPlane().register("1.0.0", PluginSource.echo("p", "1.0.0").jar());
    return PluginRef.of(Documents.serving("p", 1, version), version);
  }
}
