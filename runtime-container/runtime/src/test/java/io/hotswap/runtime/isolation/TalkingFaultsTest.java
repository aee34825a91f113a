package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.hotswap.runtime.isolation.process.ExitReason;
import io.hotswap.runtime.isolation.process.ProcessGone;
import io.hotswap.runtime.isolation.process.WorkerProcess;
import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameWriter;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.runtime.pluginlog.LogLine;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.runtime.testing.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A process with which the node cannot talk any more is ended: it is up for nobody. */
class TalkingFaultsTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(WorkerProcess.class);

  @TempDir Path directory;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          lines.add(line.getFormattedMessage());
        }
      };
  private Process process;

  @AfterEach
  void end() {
    LOG.detachAppender(appender);
    process.destroyForcibly();
  }

  /** For want of memory, say. */
  private static final class Failing implements FormattedLog {
    @Override
    public String getName() {
      return "failing";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void write(LogLine line) {
      throw new OutOfMemoryError("for a test");
    }
  }

  private WorkerProcess child(String script) throws Exception {
    process = new ProcessBuilder("sh", "-c", script).directory(directory.toFile()).start();
    return new WorkerProcess(
        "p/1.0.0",
        process,
        new VersionContext(
            "p",
            "1.0.0",
            directory,
            new Failing(),
            (name, value) -> {
              throw new IllegalStateException("for a test");
            },
            PluginCalls.NONE),
        false);
  }

  private WorkerProcess sending(Frame frame) throws Exception {
    try (var out = Files.newOutputStream(directory.resolve("frames"))) {
      new FrameWriter(out).write(frame);
    }
    return child("cat frames; exec sleep 600");
  }

  private void assertEnded(WorkerProcess worker) throws Exception {
    assertEquals(ExitReason.Fault, worker.ended().get(20, TimeUnit.SECONDS));
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
  }

  @Test
  void when_a_line_cannot_be_taken() throws Exception {
    assertEnded(sending(new Frame.Logged(0, "INFO", "a line", "", "")));
  }

  @Test
  void when_a_figure_cannot_be_taken() throws Exception {
    assertEnded(sending(new Frame.Recorded(0, "figure", 1)));
  }

  @Test
  void when_a_request_cannot_be_written() throws Exception {
    var worker = child("exec sleep 600");
    var asking = asking(worker, true);
    assertEnded(worker);
    assertThrows(ExecutionException.class, () -> asking.get(20, TimeUnit.SECONDS));
  }

  @Test
  void no_call_begins_while_it_is_found_out_why_it_sent_garbage() throws Exception {
    appender.start();
    LOG.addAppender(appender);
    var worker = child("printf '\\377\\377\\377\\377\\377'; exec sleep 600");
    Eventually.so("it is heard", () -> lines.stream().anyMatch(it -> it.contains(" sent a frame")));
    var failed =
        assertThrows(
            ExecutionException.class, () -> asking(worker, false).get(20, TimeUnit.SECONDS));
    assertTrue(((ProcessGone) failed.getCause()).isRequestNotSent(), failed::toString);
    assertEquals(ExitReason.ProtocolViolation, worker.ended().get(20, TimeUnit.SECONDS));
  }

  private static CompletableFuture<Frame.Answer> asking(WorkerProcess worker, boolean unwritable) {
    var answer = new CompletableFuture<Frame.Answer>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(
                    worker.request(
                        id ->
                            unwritable
                                ? new Frame.Start(id, "p", null, "P", List.of(), "", "INFO")
                                : new Frame.AskHealth(id)));
              } catch (ProcessGone | InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }
}
