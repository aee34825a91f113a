package io.hotswap.runtime.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReliablePublisherTest {
  private static final long PATIENCE = 10_000_000_000L;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  private volatile boolean away;
  private final ReliablePublisher<String, String> reliablePublisher = saying(2);

  @AfterEach
  void close() {
    reliablePublisher.close();
  }

  @Test
  void what_did_not_get_through_is_said_again_in_its_newest_words() throws Exception {
    away = true;
    reliablePublisher.publish("a", "a1");
    Eventually.so("refused", () -> refused.get() == 1);
    reliablePublisher.publish("a", "a2");
    Eventually.so("refused", () -> refused.get() == 2);
    assertEquals(1, text("node_control_plane_reachable{exchange=\"words\"} 0.0"));
    away = false;
    reliablePublisher.retry();
    end();
    assertEquals(List.of("a2"), heard);
    assertEquals(1, text("node_control_plane_reachable{exchange=\"words\"} 1.0"));
  }

  @Test
  void what_got_through_is_not_said_again() throws Exception {
    reliablePublisher.publish("a", "a1");
    Eventually.so("heard", () -> heard.size() == 1);
    reliablePublisher.retry();
    end();
    assertEquals(List.of("a1"), heard);
  }

  @Test
  void of_too_much_unsaid_the_oldest_is_given_up() throws Exception {
    away = true;
    reliablePublisher.publish("a", "a1");
    reliablePublisher.publish("b", "b1");
    reliablePublisher.publish("c", "c1");
    Eventually.so("refused", () -> refused.get() >= 2);
    away = false;
    end();
    assertEquals(List.of("b1", "c1"), heard.stream().sorted().toList());
  }

  @Test
  void a_newer_word_never_overtakes_the_one_on_its_way() throws Exception {
    var first = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var slow =
        new ReliablePublisher<String, String>(
            "slow",
            4,
            10,
            (before, next) -> next,
            word -> {
              first.countDown();
              await(release);
              heard.add(word);
            },
            new Reachability("slow", metrics));
    slow.publish("a", "a1");
    first.await();
    slow.publish("a", "a2");
    slow.publish("a", "a3");
    release.countDown();
    slow.beginClose();
    slow.awaitClosed(System.nanoTime() + PATIENCE);
    assertEquals(List.of("a1", "a3"), heard);
  }

  @Test
  void after_the_end_nothing_is_said() throws Exception {
    end();
    reliablePublisher.publish("a", "a1");
    reliablePublisher.retry();
    assertEquals(List.of(), heard);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void end() throws InterruptedException {
    reliablePublisher.beginClose();
    reliablePublisher.awaitClosed(System.nanoTime() + PATIENCE);
  }

  private ReliablePublisher<String, String> saying(int most) {
    return new ReliablePublisher<>(
        "words",
        2,
        most,
        (before, next) -> next,
        word -> {
          if (away) {
            refused.incrementAndGet();
            throw new IllegalStateException("away");
          }
          heard.add(word);
        },
        new Reachability("words", metrics));
  }

  private long text(String line) {
    return new String(metrics.text(), StandardCharsets.UTF_8).lines().filter(line::equals).count();
  }
}
