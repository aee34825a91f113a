package io.hotswap.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.message.RequestHandler;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who finds a node full takes nobody else's place. */
class RefusedConnectionsTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final int MOST = 2;
  private static final int REFUSED = 100;

  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);
  private final List<RawHttp> clients = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    var any = new HttpServer.Endpoint("127.0.0.1", 0);
    RequestHandler up =
        (head, decided) ->
            decided.accept(RequestDecision.answering(it -> OutboundResponse.text(200, "up")));
    server =
        new HttpServer(
            new HttpConfig(MOST, Duration.ofMinutes(5), Duration.ofMinutes(5), 1),
            any,
            up,
            any,
            up,
            new BytesInFlight(new MemoryConfig(12 << 20, 12 << 20)),
            metrics.http(),
            Optional.empty());
  }

  @AfterEach
  void stop() throws Exception {
    for (var client : clients) {
      client.close();
    }
    server.close();
  }

  private RawHttp client() throws Exception {
    var client = new RawHttp(server.port());
    clients.add(client);
    return client;
  }

  private boolean areOpen(int count) {
    return new String(metrics.text(), StandardCharsets.UTF_8)
        .contains("node_connections " + count + ".0");
  }

  @Test
  void while_they_are_heard_out() throws Exception {
    for (int i = 0; i < MOST; i++) {
      assertTrue(client().send(GET).answer().startsWith("HTTP/1.1 200"));
    }
    int told = 0;
    for (int i = 0; i < REFUSED; i++) {
      told += client().untilEnd().startsWith("HTTP/1.1 503") ? 1 : 0;
      assertTrue(areOpen(MOST), () -> new String(metrics.text(), StandardCharsets.UTF_8));
    }
    assertTrue(told > 0, "they are told");
    for (var served : clients.subList(0, MOST)) {
      served.close();
    }
    Eventually.so("their places are free", () -> areOpen(0));
    assertEquals("up", client().send(GET).answer().split("\r\n\r\n", -1)[1]);
  }
}
