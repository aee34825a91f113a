package io.hotswap.runtime.isolation;

import io.hotswap.spi.PluginContext;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One tenant's process: started by its first call, while other calls of the same tenant wait.
final class TenantProcess {
  private static final Logger LOG = LoggerFactory.getLogger(TenantProcess.class);

  private final ReentrantLock starting = new ReentrantLock();
  private final ProcessPlugin plugin;
  private final int successions;
  private volatile boolean started;
  private int inside;
  private long lastLeft = System.nanoTime();

  /// @param successions how many before it the tenant's limits have ended in a row
  TenantProcess(ProcessPlugin plugin, int successions) {
    this.plugin = plugin;
    this.successions = successions;
  }

  /// How many the tenant's limits have ended in a row when this one is ended so too: one that lived
  /// for long begins anew.
  int successions(ProcessState.OverLimit end) {
    return end.livedFor().compareTo(ProcessPlugin.STEADY) > 0 ? 1 : successions + 1;
  }

  ProcessPlugin plugin() {
    return plugin;
  }

  boolean isStarted() {
    return started;
  }

  ProcessPlugin started(PluginContext context) throws Exception {
    if (!started) {
      starting.lockInterruptibly();
      try {
        if (!started) {
          plugin.start(context);
          started = true;
        }
      } finally {
        starting.unlock();
      }
    }
    return plugin;
  }

  synchronized void enter() {
    inside++;
  }

  synchronized void leave() {
    inside--;
    lastLeft = System.nanoTime();
  }

  synchronized boolean isEmpty() {
    return inside == 0;
  }

  synchronized long lastLeft() {
    return lastLeft;
  }

  synchronized boolean isIdleFor(long nanos) {
    return inside == 0 && System.nanoTime() - lastLeft > nanos;
  }

  void end(String label) {
    try {
      plugin.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{}: stop threw {}", label, String.valueOf(e), e);
    }
  }
}
