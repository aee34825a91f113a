package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A node that is asked to end under load, by callers that look elsewhere when it says so. */
class StoppingTest {
  private static final int CALLERS = 8;
  // ECS kills after 60 s (StopTimeout); the node's own limits add up to less.
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MEMBERS =
      """
      public Reply handle(Call call) throws Exception {
        var body = new String(call.body());
        boolean isLong = body.startsWith("long ");
        if (isLong) {
          java.nio.file.Files.createFile(java.nio.file.Path.of(body.substring(5)));
        }
        Thread.sleep(isLong ? 1_500 : 20);
        return Reply.text("done");
      }
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();

  @Test
  void no_call_fails_and_it_ends_in_time() throws Exception {
    try (var issuer = new Issuer()) {
      var node =
          new NodeUnderTest(
              directory, controlPlane, issuer, Map.of("HOTSWAP_NOTICE_MILLIS", "1000"));
      controlPlane.publish(
          Documents.serving(
              "slow",
              1,
              controlPlane.register("1.0.0", PluginSource.of("slow", "1.0.0", MEMBERS).jar())));
      controlPlane.awaitAck("slow", 1);
      node.awaitReady();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(Thread.ofPlatform().start(() -> callWhileReady(node)));
      }
      Eventually.so("calls are answered", () -> answered.get() > 50);
      // Longer than the notice: still in flight when the node listens no more.
      var inside = directory.resolve("inside");
      callers.add(Thread.ofPlatform().start(() -> failing(() -> call(node, "long " + inside))));
      Eventually.so("the long call is inside", () -> Files.exists(inside));
      long began = System.nanoTime();
      node.stop();
      assertTrue(System.nanoTime() - began < LIMIT.toNanos());
      for (var caller : callers) {
        caller.join();
      }
      assertEquals(List.of(), List.copyOf(failures));
      assertThrows(ConnectException.class, () -> node.get("/health/live"));
      node.close();
    }
  }

  private void callWhileReady(NodeUnderTest node) {
    failing(
        () -> {
          while (node.get("/health/ready").statusCode() == 200) {
            call(node, "short");
          }
          assertEquals(200, node.get("/health/live").statusCode());
        });
  }

  private void call(NodeUnderTest node, String body) throws Exception {
    var answer = node.invoke("slow", "run", body);
    assertEquals(200, answer.statusCode(), answer.body());
    answered.incrementAndGet();
  }

  private void failing(Executable work) {
    try {
      work.execute();
    } catch (Throwable e) {
      failures.add(e.toString());
    }
  }
}
