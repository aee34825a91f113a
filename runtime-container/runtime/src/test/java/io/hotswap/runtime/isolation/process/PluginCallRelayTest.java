package io.hotswap.runtime.isolation.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameReader;
import io.hotswap.runtime.isolation.wire.ProtocolViolation;
import io.hotswap.runtime.plugin.PluginCallResult;
import io.hotswap.runtime.plugin.PluginCallResult.Answered;
import io.hotswap.runtime.testing.AnyCall;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.spi.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker may ask of the node for its plugin. */
class PluginCallRelayTest {
  private final List<CompletableFuture<PluginCallResult>> begun = new ArrayList<>();
  private FrameSender sender;

  private PluginCallRelay relay(OutputStream out) {
    sender = new FrameSender("test", out, failure -> {});
    return new PluginCallRelay(
        "p/1.0.0",
        (within, request) -> {
          var result = new CompletableFuture<PluginCallResult>();
          begun.add(result);
          return result;
        },
        sender);
  }

  @AfterEach
  void end() {
    sender.end();
  }

  private static Frame.CallPlugin asking(long id, long within) {
    return new Frame.CallPlugin(id, within, "tax-rules", "rate", "text/plain", new byte[0]);
  }

  @Test
  void an_answer_carries_the_number_of_its_question() throws Exception {
    var in = new PipedInputStream();
    var relay = relay(new PipedOutputStream(in));
    relay.begin(asking(7, 1), new AnyCall());
    begun.getFirst().complete(new Answered(Reply.text("19")));
    var replied = assertInstanceOf(Frame.PluginReplied.class, new FrameReader(in).read());
    assertEquals(7, replied.id());
    assertEquals("19", new String(replied.body()));
  }

  @Test
  void a_call_that_has_ended_calls_nobody() throws Exception {
    var in = new PipedInputStream();
    relay(new PipedOutputStream(in)).begin(asking(7, 1), null);
    var refused = assertInstanceOf(Frame.PluginNotReplied.class, new FrameReader(in).read());
    assertEquals("REFUSED", refused.reason());
    assertEquals(List.of(), begun);
  }

  @Test
  void when_a_call_ends_what_it_waits_for_is_interrupted_and_answered() throws Exception {
    var in = new PipedInputStream();
    var relay = relay(new PipedOutputStream(in));
    relay.begin(asking(7, 1), new AnyCall());
    relay.begin(asking(8, 2), new AnyCall());
    relay.endWithin(1);
    assertTrue(begun.get(0).isCancelled());
    assertEquals(7, new FrameReader(in).read().id());
    assertTrue(!begun.get(1).isDone());
    relay.giveUp(8);
    assertTrue(begun.get(1).isCancelled());
  }

  @Test
  void a_number_that_is_in_use_is_a_violation() throws Exception {
    var relay = relay(OutputStream.nullOutputStream());
    relay.begin(asking(7, 1), new AnyCall());
    assertThrows(ProtocolViolation.class, () -> relay.begin(asking(7, 1), new AnyCall()));
  }

  @Test
  void a_worker_that_asks_without_end_is_told_so() throws Exception {
    var in = new PipedInputStream();
    var relay = relay(new PipedOutputStream(in));
    for (long number = 1; number <= 1_025; number++) {
      relay.begin(asking(number, 1), new AnyCall());
    }
    assertEquals(1_024, begun.size());
    var refused = assertInstanceOf(Frame.PluginNotReplied.class, new FrameReader(in).read());
    assertEquals("UNAVAILABLE", refused.reason());
  }

  @Test
  void replies_that_it_does_not_read_are_limited() throws Exception {
    var reading = new CountDownLatch(1);
    var relay =
        relay(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
              }

              @Override
              public void write(byte[] bytes, int from, int count) throws IOException {
                try {
                  reading.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            });
    for (long number = 1; number <= 8; number++) {
      relay.begin(asking(number, 1), new AnyCall());
    }
    begun.forEach(it -> it.complete(new Answered(new Reply("a/b", new byte[6 << 20]))));
    // The sixth would make it more than 32 MB: a short answer is sent in its place.
    var reply = new Frame.PluginReplied(9, "a/b", new byte[6 << 20]);
    assertTrue(!sender.sendReply(reply));
    reading.countDown();
    Eventually.so("there is room again", () -> sender.sendReply(reply));
  }
}
