package io.hotswap.runtime.reporting;

import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReport.Leak;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.unloading.UnloadCertificate;
import io.hotswap.runtime.unloading.UnloadCertificate.Collected;
import io.hotswap.runtime.unloading.UnloadCertificate.Leaked;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reports whether unloaded versions were collected. A version may be loaded and unloaded many
/// times: it is reported as leaked as long as one of its copies is.
final class UnloadReporter implements Consumer<UnloadCertificate> {
  private final Map<HealthReporter.Key, List<Leaked>> leaks = new HashMap<>();
  private final ReporterIdentity reporter;
  private final ReliablePublisher<HealthReporter.Key, UnloadReport> reliablePublisher;
  private final Clock clock;

  UnloadReporter(
      ReporterIdentity reporter,
      ReliablePublisher<HealthReporter.Key, UnloadReport> reliablePublisher,
      Clock clock) {
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
    this.clock = clock;
  }

  @Override
  public synchronized void accept(UnloadCertificate unloadCertificate) {
    var ref = unloadCertificate.ref();
    var key = new HealthReporter.Key(ref.pluginId(), ref.routed().release());
    var open = leaks.computeIfAbsent(key, unknown -> new ArrayList<>());
    switch (unloadCertificate) {
      case Leaked leaked -> open.add(leaked);
      case Collected collected -> removeCollected(open, collected);
    }
    if (open.isEmpty()) {
      leaks.remove(key);
    }
    reliablePublisher.publish(
        key, report(key, open.isEmpty() ? unloadCertificate : open.getFirst(), open.size()));
  }

  private static void removeCollected(List<Leaked> open, Collected collected) {
    open.stream()
        .filter(it -> collected.leaked() && it.retiredAt().equals(collected.retiredAt()))
        .findFirst()
        .ifPresent(open::remove);
  }

  private UnloadReport report(HealthReporter.Key key, UnloadCertificate certificate, int copies) {
    return new UnloadReport(
        reporter.environment(),
        key.plugin(),
        key.version(),
        reporter.node().id(),
        reporter.node().incarnation(),
        certificate.retiredAt(),
        certificate.cleared(),
        certificate instanceof Leaked leaked ? Optional.of(leak(leaked, copies)) : Optional.empty(),
        clock.instant());
  }

  private static Leak leak(Leaked leaked, int copies) {
    var leakTrace = leaked.trace();
    return new Leak(
        leakTrace.cause().kind(), leakTrace.cause().sentence(), leakTrace.path(), copies);
  }
}
