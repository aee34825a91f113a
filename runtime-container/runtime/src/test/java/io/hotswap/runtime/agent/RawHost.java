package io.hotswap.runtime.agent;

import io.hotswap.agent.socket.Question;
import io.hotswap.agent.socket.SocketMessage;
import io.hotswap.agent.socket.SocketMessage.Asked;
import io.hotswap.agent.socket.SocketMessageReader;
import io.hotswap.agent.socket.SocketMessageWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A host that was taken over: sends what it likes. */
final class RawHost implements AutoCloseable {
  private static final int MOST = 1 << 20;

  private final SocketChannel channel;
  private final SocketMessageReader in;
  private final SocketMessageWriter out;
  private long id;

  RawHost(Path socket) throws IOException {
    this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    this.in = new SocketMessageReader(Channels.newInputStream(channel), MOST);
    this.out = new SocketMessageWriter(Channels.newOutputStream(channel));
  }

  <Q> SocketMessage ask(Question<Q, ?> question, Q asked) throws IOException {
    return ask(question.name(), question.ask(asked));
  }

  SocketMessage ask(String question, byte[] json) throws IOException {
    send(new Asked(++id, question, json));
    return in.read();
  }

  void send(SocketMessage message) throws IOException {
    out.write(message);
  }

  void send(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** No more bytes follow from this end. */
  void finish() throws IOException {
    channel.shutdownOutput();
  }

  SocketMessage read() throws IOException {
    return in.read();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
