package io.hotswap.runtime.isolation.locked;

import io.hotswap.runtime.isolation.process.ExitReason;
import io.hotswap.runtime.isolation.process.ProcessFigures;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import io.hotswap.runtime.supervision.Loop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends locked processes that take more than is theirs of what the kernel does not limit by
/// process: resident memory, threads, and the disk.
public final class ProcessWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Map<WorkerProcess, Watched> watched = new ConcurrentHashMap<>();
  private final LockConfig config;
  private final Loop watching;

  private record Watched(Path folder, long memory) {}

  public ProcessWatch(LockConfig config) {
    this.config = config;
    this.watching =
        Loop.every(config.watch(), LIMIT, "watch-processes", () -> watched.forEach(this::look));
  }

  public Loop loop() {
    return watching;
  }

  /// Until it has ended.
  ///
  /// @param memory that may be resident, in bytes
  public synchronized void begin(WorkerProcess worker, Path folder, long memory) {
    watching.start();
    watched.put(worker, new Watched(folder, memory));
    var _ = worker.ended().thenRun(() -> watched.remove(worker));
  }

  private void look(WorkerProcess worker, Watched it) {
    try {
      exceeded(worker, it).ifPresent(worker::end);
    } catch (IOException ended) {
      LOG.debug("A process ended while it was looked at", ended);
    }
  }

  private Optional<ExitReason> exceeded(WorkerProcess worker, Watched it) throws IOException {
    var figures = ProcessFigures.of(worker);
    if (figures.resident() > it.memory()) {
      return Optional.of(ExitReason.TooMuchMemory);
    }
    if (figures.threads() > config.threads()) {
      return Optional.of(ExitReason.TooManyThreads);
    }
    return FolderSize.isWithin(it.folder(), config.disk())
        ? Optional.empty()
        : Optional.of(ExitReason.TooMuchDisk);
  }

  @Override
  public void close() {
    watching.close();
  }
}
