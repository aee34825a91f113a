package io.hotswap.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.http.body.BodyDecoder;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.http.request.RequestDecoder;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpConnectionHandlerTest {
  private static final String POST = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: ";
  private static final String GET = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";

  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);
  private final BytesInFlight inFlight = new BytesInFlight(new MemoryConfig(12 << 20, 12 << 20));
  private final List<Consumer<RequestDecision>> deciding = new ArrayList<>();
  private final List<InboundRequest> served = new ArrayList<>();
  private final List<Consumer<OutboundResponse>> asked = new ArrayList<>();
  private String tenant = "acme";
  private boolean decidesLater;
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    var decoder = new RequestDecoder();
    var context =
        new ConnectionContext(
            this::admit,
            new HttpConfig(10, Duration.ofSeconds(10), Duration.ofSeconds(10), 16 << 10),
            inFlight,
            metrics.http(),
            new CutConnections(metrics.http()),
            new BodyDecoder(inFlight),
            () -> false);
    return new EmbeddedChannel(
        decoder, new HttpResponseEncoder(), new HttpConnectionHandler(context, decoder));
  }

  private void admit(InboundRequest head, Consumer<RequestDecision> decided) {
    if (decidesLater) {
      deciding.add(decided);
    } else {
      decided.accept(accepted());
    }
  }

  private RequestDecision accepted() {
    return new RequestDecision.Accepted(
        tenant,
        (request, answer) -> {
          served.add(request);
          asked.add(answer);
        });
  }

  HttpConnectionHandlerTest() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    List.copyOf(asked).forEach(it -> it.accept(OutboundResponse.text(200, "late")));
    channel.finishAndReleaseAll();
    assertEquals(0, inFlight.taken());
  }

  @Test
  void a_connection_that_nobody_uses_is_closed_after_two_minutes() {
    pass(120);
    assertTrue(channel.isOpen());
    pass(30);
    assertFalse(channel.isOpen());
  }

  @Test
  void a_connection_that_waits_for_its_answer_is_not_closed() {
    send(GET);
    pass(600);
    assertTrue(channel.isOpen());
    answer(0, "at last");
    assertTrue(said().startsWith("HTTP/1.1 200"));
    pass(120);
    assertTrue(channel.isOpen());
    pass(30);
    assertFalse(channel.isOpen());
  }

  @Test
  void a_connection_whose_token_is_verified_is_not_closed() {
    decidesLater = true;
    send(GET + GET);
    pass(600);
    assertTrue(channel.isOpen());
    deciding.removeFirst().accept(accepted());
    answer(0, "first");
    assertEquals(1, deciding.size());
  }

  @Test
  void a_body_that_goes_on_coming_is_gathered_for_as_long_as_that_takes() {
    send(POST + (100 << 14) + "\r\n\r\n");
    for (int i = 0; i < 100; i++) {
      pass(1);
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[1 << 14]));
    }
    assertEquals(100 << 14, served.getFirst().body().length);
  }

  @Test
  void heads_that_trickle_are_told_so_and_cut() {
    trickles("GET /x HTTP/1.1\r\nX: ", "slow-head");
  }

  @Test
  void a_body_that_trickles_gives_its_memory_back() {
    send(POST + "1000000\r\n\r\n");
    assertEquals(1_000_000, inFlight.taken());
    trickles("x", "slow-body");
    assertEquals(0, inFlight.taken());
  }

  @Test
  void chunks_that_trickle_are_cut_too() {
    send("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n");
    trickles("x", "slow-body");
  }

  @Test
  void what_trickles_behind_a_refusal_is_cut_too() {
    decidesLater = true;
    send(POST + "1000000\r\n\r\n");
    deciding.removeFirst().accept(new RequestDecision.Refused(OutboundResponse.text(401, "no")));
    assertTrue(said().startsWith("HTTP/1.1 401"));
    trickles("x", "slow-body");
  }

  private void trickles(String first, String reason) {
    send(first);
    for (int i = 0; i < 30 && said().isEmpty() && channel.isOpen(); i++) {
      assertTrue(i < 25, "not within 25 s");
      send("x");
      pass(1);
    }
    assertTrue(metrics().contains("node_connections_cut_total{reason=\"" + reason + "\"} 1.0"));
    pass(10);
    assertFalse(channel.isOpen());
  }

  private String metrics() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }

  @Test
  void a_reply_that_finds_no_room_invites_nobody_to_call_again() {
    for (var full : List.of("acme", "others")) {
      send(GET);
      var held = inFlight.reserveUnchecked(full, 12 << 20);
      asked.removeFirst().accept(large());
      channel.runPendingTasks();
      var said = said();
      assertTrue(said.startsWith("HTTP/1.1 502"), said);
      assertTrue(said.contains("HotSwap-Plugin-Version: 1.0.0"), said);
      assertTrue(said.contains("was carried out"), said);
      assertFalse(said.contains("Retry-After"), said);
      held.release();
    }
  }

  @Test
  void what_operators_ask_for_finds_room_on_a_full_node() {
    tenant = "";
    send(GET);
    var held = inFlight.reserveUnchecked("others", 12 << 20);
    asked.removeFirst().accept(large());
    channel.runPendingTasks();
    var said = said();
    assertTrue(said.startsWith("HTTP/1.1 200"), said);
    assertTrue(said.endsWith("x".repeat(100)), said);
    held.release();
  }

  private static OutboundResponse large() {
    return OutboundResponse.text(200, "x".repeat(200_000))
        .with(new ResponseHeader(AsciiString.of("HotSwap-Plugin-Version"), "1.0.0"));
  }

  @Test
  void no_other_request_is_read_while_one_is_under_way() {
    send(GET.repeat(1_000));
    assertEquals(1, served.size());
    assertFalse(channel.config().isAutoRead());
    for (int i = 0; i < 1_000; i++) {
      assertEquals(i + 1, served.size());
      answer(i, "" + i);
    }
    assertTrue(channel.config().isAutoRead());
    assertEquals(1_000, said().split("HTTP/1.1 200", -1).length - 1);
  }

  @Test
  void no_other_request_is_read_while_its_client_does_not_take_the_answers() {
    var unsafe = channel.unsafe();
    send(GET.repeat(10));
    unsafe.outboundBuffer().setUserDefinedWritability(1, false);
    answer(0, "first");
    assertEquals(1, served.size());
    unsafe.outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
    assertEquals(2, served.size());
  }

  @Test
  void what_is_refused_by_its_head_is_read_for_nothing_and_the_next_is_served() {
    decidesLater = true;
    send(POST + "10\r\n\r\n01234");
    deciding.removeFirst().accept(new RequestDecision.Refused(OutboundResponse.text(401, "no")));
    assertTrue(said().startsWith("HTTP/1.1 401"));
    decidesLater = false;
    send("56789" + GET);
    assertEquals(1, served.size());
    assertEquals("GET", served.getFirst().method());
  }

  @Test
  void a_client_that_waits_to_send_its_body_is_told_to_only_when_it_is_let_in() {
    decidesLater = true;
    send(POST + "10\r\nExpect: 100-Continue\r\n\r\n");
    assertEquals("", said());
    deciding.removeFirst().accept(accepted());
    assertTrue(said().startsWith("HTTP/1.1 100"));
    send("0123456789");
    assertEquals(10, served.getFirst().body().length);
  }

  @Test
  void an_answer_goes_out_in_pieces_and_whole() {
    send(GET);
    asked.getFirst().accept(new OutboundResponse(200, "a/b", new byte[3 << 20], List.of()));
    assertTrue(said().length() > 3 << 20);
    assertEquals(0, inFlight.taken());
    send(GET);
    assertEquals(2, served.size());
  }

  @Test
  void an_answer_that_never_finds_room_is_a_502_and_the_connection_goes_on() {
    send(GET);
    var version = new ResponseHeader(AsciiString.of("HotSwap-Plugin-Version"), "1.0.0");
    var trace =
        new ResponseHeader(
            ResponseHeader.TRACEPARENT, "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");
    asked
        .getFirst()
        .accept(new OutboundResponse(200, "a/b", new byte[13 << 20], List.of(version, trace)));
    var said = said();
    assertTrue(said.startsWith("HTTP/1.1 502"), said);
    assertTrue(said.contains("reply-too-large"), said);
    assertTrue(said.contains("HotSwap-Plugin-Version: 1.0.0"), said);
    assertTrue(said.contains(trace.value()), said);
    assertTrue(metrics().contains("{limit=\"reply\"} 1.0"), this::metrics);
    send(GET);
    assertEquals(2, served.size());
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private void send(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
  }

  private void answer(int which, String text) {
    asked.get(which).accept(OutboundResponse.text(200, text));
    channel.runPendingTasks();
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
