package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.isolation.process.ExitReason;
import io.hotswap.runtime.isolation.process.ProcessGone;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.runtime.pluginlog.LogLine;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.runtime.testing.AnyCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that says nothing, and what it is asked around its end. */
class ChildEndTest {
  @TempDir Path directory;
  private Process process;
  private WorkerProcess worker;

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
    worker =
        new WorkerProcess(
            "p/1.0.0",
            process,
            new VersionContext(
                "p", "1.0.0", directory, new Silent(), (name, value) -> {}, PluginCalls.NONE),
            false);
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  private CompletableFuture<Frame.Answer> asking() {
    var answer = new CompletableFuture<Frame.Answer>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(
                    worker.call(new AnyCall(), Frame.AskHealth::new, Duration.ofSeconds(1)));
              } catch (ProcessGone | InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private static ProcessGone gone(CompletableFuture<Frame.Answer> answer) {
    var failed = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
    return assertInstanceOf(ProcessGone.class, failed.getCause());
  }

  @Test
  void what_is_asked_after_its_end_has_not_begun() throws Exception {
    worker.end(ExitReason.Killed);
    worker.ended().get(10, TimeUnit.SECONDS);
    assertTrue(gone(asking()).isRequestNotSent());
  }

  @Test
  void what_it_was_asked_before_its_end_may_have_begun() throws Exception {
    var requested = asking();
    assertThrows(TimeoutException.class, () -> requested.get(50, TimeUnit.MILLISECONDS));
    process.destroyForcibly();
    assertFalse(gone(requested).isRequestNotSent());
  }

  @Test
  void the_first_reason_counts() throws Exception {
    worker.end(ExitReason.OutOfMemory);
    worker.end(ExitReason.Stopped);
    assertEquals(ExitReason.OutOfMemory, worker.ended().get(10, TimeUnit.SECONDS));
  }
}
