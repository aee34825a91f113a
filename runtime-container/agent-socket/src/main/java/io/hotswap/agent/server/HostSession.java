package io.hotswap.agent.server;

import io.hotswap.agent.socket.MalformedMessage;
import io.hotswap.agent.socket.SocketMessage;
import io.hotswap.agent.socket.SocketMessage.Absent;
import io.hotswap.agent.socket.SocketMessage.Answered;
import io.hotswap.agent.socket.SocketMessage.Asked;
import io.hotswap.agent.socket.SocketMessage.NotAnswered;
import io.hotswap.agent.socket.SocketMessageReader;
import io.hotswap.agent.socket.SocketMessageWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a host. Its first malformed message ends it; a host that asks faster than it
/// reads answers is not read any more.
final class HostSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostSession.class);
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_AT_ONCE = 32;

  private final SocketChannel channel;
  private final Answers answers;
  private final LongSupplier time;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final QuestionRate rate = new QuestionRate(System::nanoTime);

  /// @param time the control plane's, in milliseconds; 0 while it is not known
  HostSession(SocketChannel channel, Answers answers, LongSupplier time) {
    this.channel = channel;
    this.answers = answers;
    this.time = time;
  }

  void serve() {
    var in = new SocketMessageReader(Channels.newInputStream(channel), MOST_BYTES);
    var out = new SocketMessageWriter(Channels.newOutputStream(channel));
    LOG.info("A host has connected");
    try {
      while (true) {
        take(in.read(), out);
      }
    } catch (MalformedMessage e) {
      LOG.warn("A host sent {}; its connection ends", e.getMessage());
    } catch (EOFException e) {
      LOG.info("A host has gone");
    } catch (IOException e) {
      LOG.debug("The connection to a host ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(SocketMessage message, SocketMessageWriter out)
      throws IOException, InterruptedException {
    if (!(message instanceof Asked(var id, var question, var json))) {
      throw new MalformedMessage("an answer");
    }
    var prepared = answers.prepare(question, json);
    if (!rate.admits(question)) {
      out.write(new NotAnswered(id, "This host asks for " + question + " too often."));
      return;
    }
    places.acquire();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                send(out, answered(id, question, prepared));
              } finally {
                places.release();
              }
            });
  }

  private SocketMessage answered(long id, String question, Answers.Prepared prepared) {
    try {
      var json = prepared.answer();
      return new Answered(id, time.getAsLong(), json);
    } catch (NoSuchElementException e) {
      return new Absent(id, String.valueOf(e.getMessage()));
    } catch (Refused e) {
      LOG.warn("Refused a host's {}: {}", question, e.getMessage());
      return new NotAnswered(id, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.debug("A host's {} cannot be answered", question, e);
      return new NotAnswered(id, question + ": " + e);
    }
  }

  private void send(SocketMessageWriter out, SocketMessage message) {
    try {
      out.write(message);
    } catch (IOException e) {
      LOG.debug("The host is gone before its answer", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("The connection to a host could not be closed", e);
    }
  }
}
