package io.hotswap.benchmarks.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClientTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static int port;

  @BeforeAll
  static void serve() throws Exception {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    Thread.ofPlatform().daemon().start(new FutureTask<>(() -> serveOn(port)));
    while (true) {
      try (var client = client()) {
        assertTrue(client.asFastAsItGoes(Duration.ofMillis(1)) > 0);
        return;
      } catch (ConnectException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  private static Void serveOn(int port) throws InterruptedException {
    BareNetty.main(new String[] {Integer.toString(port)});
    return null;
  }

  private static Client client() throws Exception {
    return new Client(port, "/any", "token", new byte[1_024], 4);
  }

  @Test
  void every_connection_is_answered_again_and_again() throws Exception {
    try (var client = client()) {
      assertTrue(client.asFastAsItGoes(SHORT) > 4);
    }
  }

  @Test
  void a_schedule_is_kept() throws Exception {
    try (var client = client()) {
      var millis = client.atRate(500, SHORT);
      assertEquals(100, millis.size());
      assertTrue(millis.stream().allMatch(it -> it >= 0));
    }
  }
}
