package io.hotswap.runtime.isolation;

import io.hotswap.lock.LockLevel;
import io.hotswap.runtime.isolation.locked.ProcessWatch;
import io.hotswap.runtime.isolation.locked.WorkerLock;
import io.hotswap.runtime.isolation.process.CpuLimit;
import io.hotswap.runtime.isolation.process.ExitReason;
import io.hotswap.runtime.isolation.process.ProcessGone;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.metrics.IsolationMetrics;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.runtime.supervision.NodeThread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Starts worker processes on one thread that lives as long as the node: the kernel takes the end
/// of the thread that started a process for the end of its parent.
final class ProcessLauncher implements AutoCloseable {
  private final ExecutorService launching =
      Executors.newSingleThreadExecutor(NodeThread.factory("launch-processes-"));
  private final DelayedStarter starter = new DelayedStarter();
  private final Set<WorkerProcess> workers = ConcurrentHashMap.newKeySet();
  private final IsolationConfig config;
  private final IsolationMetrics metrics;
  private final CpuLimit cpuLimit;
  private final WorkerLock lock;
  private final ProcessWatch watch;
  private final WorkerCommand command;

  /// @param directory working directory of the processes, for short-lived files
  ProcessLauncher(IsolationConfig config, IsolationMetrics metrics, Path directory) {
    this.config = config;
    this.metrics = metrics;
    this.cpuLimit = new CpuLimit(config.cpus());
    this.lock = new WorkerLock(config.lock(), LockLevel.probed());
    this.watch = new ProcessWatch(config.lock());
    this.command = new WorkerCommand(config, lock, directory);
  }

  CpuLimit cpuLimit() {
    return cpuLimit;
  }

  ProcessWatch watch() {
    return watch;
  }

  WorkerLock lock() {
    return lock;
  }

  IsolationConfig config() {
    return config;
  }

  /// Runs the work on a thread of its own after a pause; does nothing once the launcher is closed.
  void later(Duration pause, String what, Runnable work) {
    starter.later(pause, what, work);
  }

  /// Starts a process and the plugin in it.
  ///
  /// @param quota of memory of the tenant that it serves alone
  WorkerProcess bringUp(
      IsolatedVersion isolatedVersion, VersionContext context, Path temporary, Optional<Long> quota)
      throws ProcessGone, InterruptedException {
    var memory = WorkerMemory.of(config, quota);
    var worker = launch(isolatedVersion, context, temporary, memory);
    try {
      var answer =
          worker.request(
              id ->
                  new Frame.Start(
                      id,
                      context.name(),
                      context.version(),
                      isolatedVersion.entryPoint(),
                      isolatedVersion.classPath(),
                      temporary.toString(),
                      lowest(context.log()).name()));
      if (answer instanceof Frame.Failed failed) {
        throw CallFrames.thrown(failed);
      }
      return worker;
    } catch (ProcessGone | InterruptedException | RuntimeException e) {
      worker.end(ExitReason.NotStarted);
      throw e;
    }
  }

  private WorkerProcess launch(
      IsolatedVersion isolatedVersion, VersionContext context, Path temporary, WorkerMemory memory)
      throws ProcessGone, InterruptedException {
    var label = isolatedVersion.label();
    try {
      var process = launching.submit(() -> command.start(isolatedVersion, temporary, memory)).get();
      cpuLimit.hold(process);
      var worker = new WorkerProcess(label, process, context, memory.limited());
      workers.add(worker);
      if (isolatedVersion.isLocked()) {
        watch.begin(worker, temporary, memory.mostResident());
      }
      metrics.began();
      var _ = worker.ended().thenAccept(reason -> ended(worker, context, reason));
      return worker;
    } catch (ExecutionException e) {
      throw ProcessGone.requestNotSent(label + ": no process could be started: " + e.getCause());
    }
  }

  private void ended(WorkerProcess worker, VersionContext context, ExitReason reason) {
    workers.remove(worker);
    metrics.ended(context.name(), context.version(), reason.name());
  }

  private static System.Logger.Level lowest(System.Logger log) {
    for (var level : System.Logger.Level.values()) {
      if (level != System.Logger.Level.ALL && log.isLoggable(level)) {
        return level;
      }
    }
    return System.Logger.Level.OFF;
  }

  @Override
  public void close() {
    starter.close();
    launching.shutdown();
    workers.forEach(it -> it.end(ExitReason.Stopped));
    cpuLimit.close();
    watch.close();
  }
}
