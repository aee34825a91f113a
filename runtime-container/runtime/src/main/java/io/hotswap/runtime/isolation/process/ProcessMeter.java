package io.hotswap.runtime.isolation.process;

import io.hotswap.runtime.quota.ProcessSample;
import java.io.IOException;
import java.time.Duration;

/// Measures what a worker process takes from when its plugin was up: the start of a JVM is the
/// platform's. Used by one thread at a time.
public final class ProcessMeter {
  private final WorkerProcess worker;
  private long counted;

  public ProcessMeter(WorkerProcess worker) throws IOException {
    this.worker = worker;
    this.counted = cpuMillis();
  }

  private long cpuMillis() throws IOException {
    return Duration.ofNanos(PosixProcesses.cpuNanos(worker.pid())).toMillis();
  }

  /// What it took since it was measured last.
  ///
  /// @throws IOException when it has ended
  public ProcessSample sample() throws IOException {
    long memory = PosixProcesses.ownMemory(worker.pid());
    long now = cpuMillis();
    var sample = new ProcessSample(now - counted, memory);
    counted = now;
    return sample;
  }
}
