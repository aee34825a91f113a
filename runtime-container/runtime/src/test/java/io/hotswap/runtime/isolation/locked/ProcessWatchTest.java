package io.hotswap.runtime.isolation.locked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.isolation.process.ExitReason;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.runtime.pluginlog.LogLine;
import io.hotswap.runtime.scope.VersionContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessWatchTest {
  private static final long MUCH = 1L << 40;

  @TempDir Path folder;
  private Process process;
  private WorkerProcess worker;
  private ProcessWatch watch;

  private static final class Silent implements FormattedLog {
    @Override
    public String getName() {
      return "silent";
    }

    @Override
    public boolean isLoggable(Level level) {
      return false;
    }

    @Override
    public void write(LogLine line) {}
  }

  @BeforeEach
  void start() throws Exception {
    process = new ProcessBuilder("sleep", "600").start();
    var context =
        new VersionContext(
            "p", "1.0.0", folder, new Silent(), (name, value) -> {}, PluginCalls.NONE);
    worker = new WorkerProcess("p/1.0.0", process, context, false);
    watch =
        new ProcessWatch(
            LockConfig.from(
                new Variables(
                    Map.of("HOTSWAP_LOCK_WATCH_MILLIS", "20", "HOTSWAP_LOCK_DISK", "1KB"))));
  }

  @AfterEach
  void end() {
    watch.close();
    process.destroyForcibly();
  }

  @Test
  void resident_memory_beyond_what_is_allowed_ends_it() throws Exception {
    watch.begin(worker, folder, 1);
    assertEquals(ExitReason.TooMuchMemory, worker.ended().get(10, TimeUnit.SECONDS));
  }

  @Test
  void one_that_keeps_within_its_limits_lives_until_it_does_not() throws Exception {
    watch.begin(worker, folder, MUCH);
    assertThrows(TimeoutException.class, () -> worker.ended().get(300, TimeUnit.MILLISECONDS));
    Files.write(folder.resolve("large"), new byte[1 << 12]);
    assertEquals(ExitReason.TooMuchDisk, worker.ended().get(10, TimeUnit.SECONDS));
  }

  @Test
  void very_many_files_are_too_much_however_small() throws Exception {
    watch.begin(worker, folder, MUCH);
    for (int i = 0; i <= 10_000; i++) {
      Files.createFile(folder.resolve(Integer.toString(i)));
    }
    assertEquals(ExitReason.TooMuchDisk, worker.ended().get(10, TimeUnit.SECONDS));
  }
}
