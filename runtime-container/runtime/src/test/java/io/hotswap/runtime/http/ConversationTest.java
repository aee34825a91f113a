package io.hotswap.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private final List<Consumer<Outbound>> asked = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new Conversation((_, answer) -> asked.add(answer), () -> false));

  ConversationTest() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void a_connection_that_nobody_uses_is_closed_after_two_minutes() {
    pass(120);
    assertTrue(channel.isOpen());
    pass(30);
    assertFalse(channel.isOpen());
  }

  @Test
  void one_that_waits_for_its_answer_is_not_and_lives_on_after_it() {
    request();
    pass(600);
    assertTrue(channel.isOpen());
    asked.getFirst().accept(Outbound.text(200, "at last"));
    channel.runPendingTasks();
    assertEquals(200, channel.<FullHttpResponse>readOutbound().status().code());
    pass(120);
    assertTrue(channel.isOpen());
    pass(30);
    assertFalse(channel.isOpen());
  }

  @Test
  void one_that_still_sends_is_not_closed() {
    for (int i = 0; i < 10; i++) {
      pass(60);
      // What the handlers before this one keep until the request is whole.
      channel.pipeline().fireChannelReadComplete();
      assertTrue(channel.isOpen());
    }
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private void request() {
    channel.writeInbound(
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/x", Unpooled.EMPTY_BUFFER));
  }
}
