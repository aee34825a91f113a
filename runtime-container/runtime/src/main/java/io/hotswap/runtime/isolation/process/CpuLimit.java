package io.hotswap.runtime.isolation.process;

import io.hotswap.runtime.supervision.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Limits the processor time of worker processes without privileges: samples what each has used,
/// stops one that is over its share (`SIGSTOP`), and continues it when its share has caught up.
public final class CpuLimit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CpuLimit.class);
  private static final Duration PERIOD = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double NANOS = 1e9;

  private final Map<Process, CpuAccount> accounts = new ConcurrentHashMap<>();
  private final Loop settling =
      Loop.every(PERIOD, LIMIT, "limit-cpu", () -> accounts.forEach(this::settle));
  private final double cpus;

  public CpuLimit(double cpus) {
    this.cpus = cpus;
  }

  private boolean isNeeded() {
    return cpus < Runtime.getRuntime().availableProcessors();
  }

  public synchronized void hold(Process process) {
    if (isNeeded()) {
      settling.start();
      accounts.put(process, new CpuAccount(cpus, System.nanoTime()));
    }
  }

  public Loop loop() {
    return settling;
  }

  private void settle(Process process, CpuAccount account) {
    if (!process.isAlive()) {
      accounts.remove(process);
      return;
    }
    try {
      boolean was = account.isOverdrawn();
      account.settle(PosixProcesses.cpuNanos(process.pid()), System.nanoTime());
      if (account.isOverdrawn() != was) {
        signal(process.pid(), account.isOverdrawn());
      }
    } catch (IOException e) {
      // The process may have ended since it was found alive; the next sample shows that.
      LOG.debug("No account of process {}", process.pid(), e);
    }
  }

  private static void signal(long pid, boolean overdrawn) {
    boolean there = overdrawn ? PosixProcesses.stop(pid) : PosixProcesses.goOn(pid);
    if (!there) {
      LOG.debug("Process {} has ended", pid);
    }
  }

  /// The share that a process may use at once after it was idle: half a second's, and one second's
  /// for its start.
  static final class CpuAccount {
    private static final double MOST = 0.5 * NANOS;
    private static final double FIRST = NANOS;

    private final double cpus;
    private double credit = FIRST;
    private long used;
    private long settled;

    CpuAccount(double cpus, long now) {
      this.cpus = cpus;
      this.settled = now;
    }

    void settle(long usedByNow, long now) {
      double most = Math.max(credit, cpus * MOST);
      credit = Math.min(most, credit + cpus * (now - settled)) - (usedByNow - used);
      used = usedByNow;
      settled = now;
    }

    boolean isOverdrawn() {
      return credit < 0;
    }
  }

  @Override
  public void close() {
    settling.close();
  }
}
