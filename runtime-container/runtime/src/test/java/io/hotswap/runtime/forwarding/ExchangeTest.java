package io.hotswap.runtime.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.MemoryConfig;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another node says out of turn. */
class ExchangeTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

  private final BytesInFlight inFlight = new BytesInFlight(new MemoryConfig(12 << 20, 12 << 20));
  private final Exchange exchange = new Exchange(inFlight);
  private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder(), exchange);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
    assertEquals(0, inFlight.taken());
  }

  private void hears(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private static String text(CompletableFuture<Exchange.Answer> answer) {
    return new String(answer.getNow(null).body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void what_is_only_on_the_way_to_an_answer_is_none() {
    var answer = exchange.await("acme");
    hears("HTTP/1.1 100 Continue\r\n\r\n");
    hears("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
    assertFalse(answer.isDone());
    hears(OK + "ok");
    assertEquals("ok", text(answer));
  }

  @Test
  void an_answer_that_nobody_awaits_is_not_kept_for_the_next() {
    hears(OK + "no");
    var answer = exchange.await("acme");
    assertFalse(answer.isDone());
    hears(OK + "ok");
    assertEquals("ok", text(answer));
  }

  @Test
  void a_quiet_connection_is_closed_only_when_nothing_is_awaited_on_it() {
    var answer = exchange.await("acme");
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertTrue(channel.isActive());
    hears(OK + "ok");
    assertEquals("ok", text(answer));
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertFalse(channel.isActive());
  }

  @Test
  void half_an_answer_is_given_back_with_the_connection() {
    var answer = exchange.await("acme");
    hears(OK + "o");
    assertEquals(1, inFlight.taken());
    channel.close();
    channel.runPendingTasks();
    var lost = assertThrows(ExecutionException.class, answer::get);
    assertEquals(IOException.class, lost.getCause().getClass());
    assertEquals(0, inFlight.taken());
  }
}
