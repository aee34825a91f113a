package io.hotswap.runtime.calling;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever fails on the way of a call, nothing of it stays behind. */
class CallFaultsTest {
  @TempDir Path directory;
  private FaultyCalls calls;

  @BeforeEach
  void start() throws Exception {
    calls = new FaultyCalls(directory);
  }

  @AfterEach
  void stop() {
    calls.close();
  }

  /** A step that fails the first time it is taken. */
  private static Runnable failingOnce() {
    var failed = new AtomicBoolean();
    return () -> {
      if (failed.compareAndSet(false, true)) {
        throw new IllegalStateException("on purpose");
      }
    };
  }

  @Test
  void a_call_whose_quota_cannot_be_read_leaves_nothing_behind() throws Exception {
    calls.onQuota.set(failingOnce());
    assertFaulty(calls.call());
    calls.assertNothingHeld();
  }

  @Test
  void a_call_whose_span_does_not_begin_leaves_nothing_behind() throws Exception {
    calls.spans.onBegin.set(failingOnce());
    assertFaulty(calls.call());
    calls.assertNothingHeld();
  }

  @Test
  void a_call_with_an_impossible_deadline_leaves_nothing_behind() throws Exception {
    assertFaulty(calls.call("run", Duration.ofDays(400 * 365), () -> {}));
    calls.assertNothingHeld();
  }

  @Test
  void a_call_without_a_thread_leaves_nothing_behind() throws Exception {
    var once = failingOnce();
    calls.threads.set(
        call -> {
          once.run();
          return Thread.ofVirtual().unstarted(call);
        });
    assertFaulty(calls.call());
    calls.assertNothingHeld();
  }

  @Test
  void a_call_whose_thread_does_not_start_leaves_nothing_behind() throws Exception {
    calls.threads.set(
        call ->
            new Thread(call) {
              @Override
              public void start() {
                throw new OutOfMemoryError("unable to create native thread");
              }
            });
    assertFaulty(calls.call());
    calls.threads.set(call -> Thread.ofVirtual().unstarted(call));
    calls.assertNothingHeld();
  }

  @Test
  void a_call_whose_memory_handler_fails_leaves_nothing_behind() throws Exception {
    var tried = new AtomicBoolean();
    calls.onOutOfMemory.set(
        () -> {
          tried.set(true);
          throw new IllegalStateException("on purpose");
        });
    assertInstanceOf(
        InvocationResult.Failed.class, end(calls.call("other", FaultyCalls.SECONDS, () -> {})));
    assertTrue(tried.get(), "the node was to be ended");
    calls.assertNothingHeld();
  }

  @Test
  void a_call_whose_span_does_not_end_leaves_nothing_behind() throws Exception {
    calls.spans.onEnd.set(failingOnce());
    assertInstanceOf(InvocationResult.Replied.class, end(calls.call()));
    calls.assertNothingHeld();
  }

  @Test
  void a_call_whose_answer_cannot_be_given_leaves_nothing_behind() throws Exception {
    assertInstanceOf(
        InvocationResult.Replied.class, end(calls.call("run", FaultyCalls.SECONDS, failingOnce())));
    calls.assertNothingHeld();
  }

  private static InvocationResult end(Future<InvocationResult> call) throws Exception {
    return call.get(10, TimeUnit.SECONDS);
  }

  private static void assertFaulty(Future<InvocationResult> call) {
    assertThrows(ExecutionException.class, () -> end(call));
  }
}
