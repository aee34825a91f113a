package io.hotswap.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.RawHttp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails on another thread than the request came by keeps no client waiting. */
class FaultsOnOurSideTest {
  private static final OutboundResponse IMPOSSIBLE =
      new OutboundResponse(-1, "text/plain", new byte[0], List.of());

  private enum Fault {
    REFUSAL_THAT_CANNOT_BE_WRITTEN,
    SERVICE_THAT_IS_NONE,
    ANSWER_THAT_CANNOT_BE_WRITTEN,
    ANSWER_THAT_IS_NONE
  }

  private final BytesInFlight inFlight = new BytesInFlight(new MemoryConfig(12 << 20, 12 << 20));
  private Fault fault = Fault.ANSWER_THAT_IS_NONE;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    var any = new HttpServer.Endpoint("127.0.0.1", 0);
    server =
        new HttpServer(
            new HttpConfig(10, Duration.ofMinutes(5), Duration.ofMinutes(5), 1),
            any,
            this::admit,
            any,
            this::admit,
            inFlight,
            new NodeMetrics(Environment.Development).http(),
            Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void admit(InboundRequest head, Consumer<RequestDecision> decided) {
    Thread.ofPlatform()
        .start(
            () ->
                decided.accept(
                    switch (fault) {
                      case REFUSAL_THAT_CANNOT_BE_WRITTEN ->
                          new RequestDecision.Refused(IMPOSSIBLE);
                      case SERVICE_THAT_IS_NONE -> null;
                      case ANSWER_THAT_CANNOT_BE_WRITTEN, ANSWER_THAT_IS_NONE ->
                          new RequestDecision.Accepted("acme", this::serve);
                    }));
  }

  private void serve(InboundRequest request, Consumer<OutboundResponse> answer) {
    var broken = fault == Fault.ANSWER_THAT_IS_NONE ? null : IMPOSSIBLE;
    Thread.ofPlatform().start(() -> answer.accept(broken));
  }

  @ParameterizedTest
  @EnumSource
  void its_connection_ends_and_its_memory_is_given_back(Fault which) throws Exception {
    fault = which;
    try (var client = new RawHttp(server.port())) {
      client.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
      assertEquals("", client.untilEnd());
    }
    Eventually.so("its memory is given back", () -> inFlight.taken() == 0);
  }
}
