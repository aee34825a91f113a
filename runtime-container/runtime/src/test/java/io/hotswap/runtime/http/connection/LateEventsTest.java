package io.hotswap.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.http.body.BodyDecoder;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.request.RequestDecoder;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes twice, or when its client is gone already. */
class LateEventsTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";

  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);
  private final BytesInFlight inFlight = new BytesInFlight(new MemoryConfig(12 << 20, 12 << 20));
  private final BodyDecoder bodies = new BodyDecoder(inFlight);
  private final List<Consumer<RequestDecision>> deciding = new ArrayList<>();
  private final List<Consumer<OutboundResponse>> asked = new ArrayList<>();
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    var decoder = new RequestDecoder();
    var context =
        new ConnectionContext(
            (head, decided) -> deciding.add(decided),
            new HttpConfig(10, Duration.ofSeconds(10), Duration.ofSeconds(10), 16 << 10),
            inFlight,
            metrics.http(),
            new CutConnections(metrics.http()),
            bodies,
            () -> false);
    return new EmbeddedChannel(
        decoder, new HttpResponseEncoder(), new HttpConnectionHandler(context, decoder));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
    bodies.close();
  }

  private RequestDecision accepted() {
    return new RequestDecision.Accepted("acme", (_, answer) -> asked.add(answer));
  }

  @Test
  void a_second_answer_is_not_taken_for_that_of_the_next_request() {
    send(GET + GET);
    deciding.get(0).accept(accepted());
    asked.get(0).accept(OutboundResponse.text(200, "first"));
    channel.runPendingTasks();
    asked.get(0).accept(OutboundResponse.text(200, "again"));
    deciding.get(1).accept(accepted());
    asked.get(0).accept(OutboundResponse.text(200, "and again"));
    asked.get(1).accept(OutboundResponse.text(200, "second"));
    channel.runPendingTasks();
    var said = said();
    assertEquals(2, said.split("HTTP/1.1 200", -1).length - 1, said);
    assertTrue(said.contains("first") && said.endsWith("second"), said);
  }

  @Test
  void a_second_decision_reserves_nothing_and_asks_nobody() {
    send(POST);
    deciding.get(0).accept(accepted());
    deciding.get(0).accept(accepted());
    assertEquals(10, inFlight.taken());
    send("0123456789");
    deciding.get(0).accept(new RequestDecision.Refused(OutboundResponse.text(401, "no")));
    assertEquals(1, asked.size());
    asked.get(0).accept(OutboundResponse.text(200, "done"));
    channel.runPendingTasks();
    assertTrue(said().endsWith("done"));
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_decision_for_a_client_that_is_gone_reserves_nothing() {
    send(POST);
    channel.close();
    channel.runPendingTasks();
    deciding.get(0).accept(accepted());
    channel.runPendingTasks();
    assertEquals(0, inFlight.taken());
    assertEquals(0, asked.size());
  }

  @Test
  void a_call_under_way_keeps_its_body_when_its_client_is_gone() {
    send(POST + "0123456789");
    deciding.get(0).accept(accepted());
    channel.close();
    channel.runPendingTasks();
    assertEquals(10, inFlight.taken());
    asked.get(0).accept(OutboundResponse.text(200, "nobody hears it"));
    channel.runPendingTasks();
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_body_that_still_comes_is_given_back_with_its_client() {
    send(POST + "01234");
    deciding.get(0).accept(accepted());
    assertEquals(10, inFlight.taken());
    channel.close();
    channel.runPendingTasks();
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_large_answer_that_is_half_taken_is_given_back_with_its_client() {
    send(GET);
    deciding.get(0).accept(accepted());
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    asked.get(0).accept(new OutboundResponse(200, "a/b", new byte[1 << 20], List.of()));
    channel.runPendingTasks();
    assertEquals(1 << 20, inFlight.taken());
    channel.close();
    channel.runPendingTasks();
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_client_that_asks_no_more_still_gets_what_it_asked() {
    send(GET);
    deciding.get(0).accept(accepted());
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    asked.get(0).accept(OutboundResponse.text(200, "at last"));
    channel.runPendingTasks();
    assertTrue(said().endsWith("at last"));
  }

  private void send(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
  }

  private String said() {
    var said = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      said.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    return said.toString();
  }
}
