package io.hotswap.agent.host;

import io.hotswap.agent.socket.SocketMessage;
import io.hotswap.agent.socket.SocketMessageReader;
import io.hotswap.agent.socket.SocketMessageWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection. Writes on a thread of its own: an interrupt of whoever asks would close the
/// channel under it.
final class OpenConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenConnection.class);
  // The answers of the agent, which the host trusts: all settings of a plugin at most.
  private static final int MOST_BYTES = 1 << 28;
  private static final int MOST_WAITING = 1_000;

  private final SocketChannel channel;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<SocketMessage>> expected = new ConcurrentHashMap<>();
  private final BlockingQueue<SocketMessage> toSend = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer;
  private volatile boolean ended;

  private OpenConnection(SocketChannel channel, ThreadFactory threads) {
    this.channel = channel;
    this.writer = threads.newThread(this::write);
    writer.start();
  }

  static OpenConnection to(Path socket, ThreadFactory threads) throws IOException {
    return new OpenConnection(SocketChannel.open(UnixDomainSocketAddress.of(socket)), threads);
  }

  /// @return the id of the question that is answered by it
  long expect(CompletableFuture<SocketMessage> answer) {
    long id = ids.incrementAndGet();
    expected.put(id, answer);
    if (ended) {
      answer.completeExceptionally(new IOException("ended"));
    }
    return id;
  }

  void forget(long id) {
    expected.remove(id);
  }

  void send(SocketMessage message) {
    if (!toSend.offer(message)) {
      throw new AgentUnreachable(MOST_WAITING + " questions wait for the agent already");
    }
  }

  private void write() {
    var out = new SocketMessageWriter(Channels.newOutputStream(channel));
    try {
      while (true) {
        out.write(toSend.take());
      }
    } catch (IOException e) {
      LOG.debug("Questions cannot be sent any more", e);
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void readUntilItEnds() {
    var in = new SocketMessageReader(Channels.newInputStream(channel), MOST_BYTES);
    try {
      while (true) {
        var message = in.read();
        var answer = expected.remove(message.id());
        if (answer != null) {
          answer.complete(message);
        }
      }
    } catch (IOException e) {
      LOG.debug("The connection to the agent ended", e);
      ended = true;
      close();
      expected.values().forEach(it -> it.completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    writer.interrupt();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("The connection to the agent could not be closed", e);
    }
  }
}
