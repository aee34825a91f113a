package io.hotswap.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A plugin host, which writes to this process's own output. Its environment is empty but for what
/// a JVM's options may be handed in by.
final class HostProcess {
  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

  private final Process process;
  private final long startedAt = System.nanoTime();

  private HostProcess(Process process) {
    this.process = process;
  }

  static HostProcess start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).inheritIO();
    var options = builder.environment().get(OPTIONS);
    builder.environment().clear();
    if (options != null) {
      builder.environment().put(OPTIONS, options);
    }
    return new HostProcess(builder.start());
  }

  long pid() {
    return process.pid();
  }

  /// @return its exit code, or 128 and the signal that ended it
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  Duration life() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /// Asks first, then insists; with whatever it has started.
  void end(Duration patience) throws InterruptedException {
    var relatives = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    relatives.forEach(ProcessHandle::destroyForcibly);
  }
}
