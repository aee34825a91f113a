package io.hotswap.runtime.isolation.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final byte[] BODY = {1, -1, 0, 127};

  @Test
  void every_frame_arrives_as_it_was() throws IOException {
    var frames =
        List.of(
            new Frame.Start(1, "p", "1.0.0", "a.B", List.of("/x.jar", "/y.jar"), "/tmp/é", "INFO"),
            new Frame.Cancel(Long.MAX_VALUE),
            new Frame.Configure(
                2, "acme", "{\"a\":1}", List.of(new Frame.SecretValue("key", "new", "old"))),
            new Frame.AskHealth(3),
            new Frame.Stop(4),
            new Frame.Done(5),
            new Frame.Rejected(6, "/a", "no ☂"),
            new Frame.Failed(7, "", "m", "trace"),
            new Frame.Examined(8, false, "no bank"),
            new Frame.Recorded(0, "fee_cents", Double.NaN),
            new Frame.GiveUpPluginCall(10),
            new Frame.PluginNotReplied(11, "REJECTED", "/a", "no ☂"),
            new Frame.Logged(0, "INFO", "line", "", "stdout"));
    for (var frame : frames) {
      assertEquals(frame, read(written(frame)));
    }
  }

  @Test
  void bodies_arrive_as_they_were() throws IOException {
    var call =
        new Frame.Call(
            9,
            "run",
            "acme",
            "a/b",
            "00-",
            "v=1",
            Instant.MAX.minusNanos(5),
            "{}",
            List.of(new Frame.SecretValue("apiKey", "new", "")),
            BODY);
    var read = assertInstanceOf(Frame.Call.class, read(written(call)));
    assertEquals(call.deadline(), read.deadline());
    assertEquals("v=1", read.tracestate());
    assertEquals("{}", read.configuration());
    assertEquals(call.secrets(), read.secrets());
    assertFalse(read.toString().contains("new"), read.toString());
    assertArrayEquals(BODY, read.body());
    var replied = read(written(new Frame.Replied(9, "a/b", BODY)));
    assertArrayEquals(BODY, assertInstanceOf(Frame.Replied.class, replied).body());
    var asked =
        assertInstanceOf(
            Frame.CallPlugin.class,
            read(written(new Frame.CallPlugin(3, 9, "tax-rules", "rate", "a/b", BODY))));
    assertEquals(
        List.of(3L, 9L, "tax-rules", "rate", "a/b"),
        List.of(
            asked.id(), asked.within(), asked.plugin(), asked.operation(), asked.contentType()));
    assertArrayEquals(BODY, asked.body());
    var answered = read(written(new Frame.PluginReplied(3, "a/b", BODY)));
    assertArrayEquals(BODY, assertInstanceOf(Frame.PluginReplied.class, answered).body());
  }

  @Test
  void what_is_no_frame_is_refused_before_memory_is_taken_for_it() throws IOException {
    assertThrows(ProtocolViolation.class, () -> read("hello there".getBytes()));
    assertThrows(ProtocolViolation.class, () -> read(length(0)));
    assertThrows(ProtocolViolation.class, () -> read(length(-1)));
    assertThrows(ProtocolViolation.class, () -> read(length(Frame.MOST_BYTES + 1)));
    var done = written(new Frame.Done(5));
    done[4] = 99;
    assertThrows(ProtocolViolation.class, () -> read(done));
    var failed = written(new Frame.Failed(5, "text", "", ""));
    failed[13] = 127;
    assertThrows(ProtocolViolation.class, () -> read(failed));
    var longer = ByteBuffer.allocate(14).putInt(10).put(written(new Frame.Done(5)), 4, 9).array();
    assertThrows(ProtocolViolation.class, () -> read(longer));
  }

  @Test
  void an_end_in_the_middle_is_the_end() {
    assertThrows(EOFException.class, () -> read(length(20)));
    assertThrows(EOFException.class, () -> read(new byte[0]));
  }

  private static byte[] length(int length) throws IOException {
    var out = new ByteArrayOutputStream();
    new DataOutputStream(out).writeInt(length);
    out.write(6);
    return out.toByteArray();
  }

  private static byte[] written(Frame frame) throws IOException {
    var out = new ByteArrayOutputStream();
    new FrameWriter(out).write(frame);
    return out.toByteArray();
  }

  private static Frame read(byte[] bytes) throws IOException {
    return new FrameReader(new ByteArrayInputStream(bytes)).read();
  }
}
