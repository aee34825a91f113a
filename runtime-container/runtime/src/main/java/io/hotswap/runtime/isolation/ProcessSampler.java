package io.hotswap.runtime.isolation;

import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Measures once a second what tenants' processes took.
final class ProcessSampler implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Set<TenantProcesses> measured = ConcurrentHashMap.newKeySet();
  private final Loop sampling =
      Loop.every(
          PERIOD, LIMIT, "measure-processes", () -> measured.forEach(TenantProcesses::measure));

  Loop loop() {
    return sampling;
  }

  /// Until they are terminated.
  synchronized TenantProcesses measuring(TenantProcesses processes) {
    sampling.start();
    measured.add(processes);
    var _ = processes.terminated().thenRun(() -> measured.remove(processes));
    return processes;
  }

  @Override
  public void close() {
    sampling.close();
  }
}
