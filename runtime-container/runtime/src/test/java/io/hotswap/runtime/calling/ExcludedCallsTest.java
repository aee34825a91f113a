package io.hotswap.runtime.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not the version's doing is in none of its figures; what is, stays there. */
class ExcludedCallsTest {
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

  @Test
  void no_carrier_is_free_for_a_call_until_its_deadline() throws Exception {
    var late = new AtomicReference<LateThread>();
    calls.threads.set(
        call -> {
          late.set(new LateThread(call));
          return late.get();
        });
    var result = end(calls.call("other", Duration.ofMillis(30), () -> {}));
    var notBegun = assertInstanceOf(InvocationResult.NotBegun.class, result);
    assertEquals(NotBegunCause.NO_CARRIER, notBegun.cause());
    assertExcluded("no_carrier");
    late.get().startLate();
    Eventually.so("it has left", () -> calls.version.inFlight() == 0);
    assertExcluded("no_carrier");
    assertFalse(calls.scraped().contains("plugin_invocations_total{"), "it was never called");
  }

  @Test
  void the_node_itself_fails_on_the_way() throws Exception {
    calls.threads.set(Unhashable::new);
    assertInstanceOf(InvocationResult.NodeFault.class, end(calls.call()));
    assertExcluded("node_fault");
  }

  @Test
  void what_the_version_throws_is_its_own() throws Exception {
    assertInstanceOf(
        InvocationResult.Failed.class, end(calls.call("other", FaultyCalls.SECONDS, () -> {})));
    assertTrue(calls.scraped().contains("outcome=\"failed\""), calls.scraped());
    assertEquals(1, calls.failuresTold());
    assertFalse(calls.scraped().contains("plugin_calls_excluded_total{"));
  }

  private void assertExcluded(String reason) {
    var line =
        ("plugin_calls_excluded_total{environment=\"Development\",plugin=\"p\",reason=\"%s\","
                + "version=\"1.0.0\"} 1.0")
            .formatted(reason);
    assertTrue(calls.scraped().contains(line), calls.scraped());
    assertFalse(calls.scraped().contains("outcome=\"failed\""), calls.scraped());
    assertFalse(calls.scraped().contains("outcome=\"timed_out\""), calls.scraped());
    assertEquals(0, calls.failuresTold());
  }

  private static InvocationResult end(Future<InvocationResult> call) throws Exception {
    return call.get(10, TimeUnit.SECONDS);
  }

  /** As one that waits for a processor. */
  private static final class LateThread extends Thread {
    LateThread(Runnable call) {
      super(call);
    }

    @Override
    public void start() {}

    void startLate() {
      super.start();
    }
  }

  /** Nobody can remember it as a caller. */
  private static final class Unhashable extends Thread {
    Unhashable(Runnable call) {
      super(call);
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("on purpose");
    }
  }
}
