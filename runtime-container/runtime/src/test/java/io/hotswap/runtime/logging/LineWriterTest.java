package io.hotswap.runtime.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineWriterTest {
  private static final int MOST = 1_000;
  private static final String LINE = "123456789\n";

  private final AtomicLong told = new AtomicLong();
  private final Stalling out = new Stalling();

  /** Nobody reads until it is opened. */
  private static final class Stalling extends OutputStream {
    private final CountDownLatch open = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      synchronized (written) {
        written.write(bytes, from, length);
      }
    }

    String text() {
      synchronized (written) {
        return written.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private LineWriter writer(OutputStream to) {
    return new LineWriter(to, MOST, told::addAndGet);
  }

  private static byte[] line() {
    return LINE.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void who_logs_waits_for_no_reader_and_what_is_too_much_is_counted_and_told() throws Exception {
    var writer = writer(out);
    for (int i = 0; i < 10 * MOST / LINE.length(); i++) {
      writer.write(line(), true);
    }
    assertEquals(9L * MOST / LINE.length(), writer.dropped());
    out.open.countDown();
    Eventually.so("told", () -> told.get() == writer.dropped());
    writer.flush(Duration.ofSeconds(20));
    assertEquals(LINE.repeat(MOST / LINE.length()), out.text());
    writer.write(line(), true);
    writer.flush(Duration.ofSeconds(20));
    assertEquals(MOST + LINE.length(), out.text().length());
  }

  @Test
  void plugins_lines_leave_room_for_the_nodes() {
    var writer = writer(out);
    for (int i = 0; i < MOST; i++) {
      writer.write(line(), false);
    }
    long before = writer.dropped();
    writer.write(line(), true);
    assertEquals(before, writer.dropped());
    out.open.countDown();
  }

  @Test
  void a_flush_waits_no_longer_than_it_should() {
    var writer = writer(out);
    writer.write(line(), true);
    writer.flush(Duration.ofMillis(50));
    assertEquals("", out.text());
    out.open.countDown();
  }

  @Test
  void who_interrupts_all_threads_does_not_end_it() throws Exception {
    out.open.countDown();
    var writer = writer(out);
    for (int i = 0; i < 20; i++) {
      Thread.getAllStackTraces().keySet().stream()
          .filter(it -> it.getName().equals("log-writer"))
          .forEach(Thread::interrupt);
    }
    writer.write(line(), true);
    Eventually.so("written", () -> out.text().endsWith(LINE));
  }

  @Test
  void an_error_while_writing_ends_it_neither() throws Exception {
    var written = new ByteArrayOutputStream();
    var first = new AtomicBoolean(true);
    var writer =
        writer(
            new OutputStream() {
              @Override
              public void write(int one) {
                if (first.getAndSet(false)) {
                  throw new StackOverflowError("once");
                }
                written.write(one);
              }
            });
    writer.write(line(), true);
    Eventually.so("met", () -> !first.get());
    writer.write(line(), true);
    Eventually.so("goes on", () -> written.toString(StandardCharsets.UTF_8).endsWith(LINE));
  }

  @Test
  void an_output_that_is_closed_costs_lines_only() throws Exception {
    var writer =
        writer(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("closed");
              }
            });
    writer.write(line(), true);
    Eventually.so("counted", () -> told.get() == 1);
    writer.write(line(), true);
    Eventually.so("counted", () -> told.get() == 2);
    assertTrue(writer.dropped() == 2);
  }
}
