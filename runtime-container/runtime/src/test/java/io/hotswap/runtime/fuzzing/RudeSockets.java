package io.hotswap.runtime.fuzzing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sockets that send the same again and again, as fast as it is taken, and read nothing. */
public final class RudeSockets implements AutoCloseable {
  private final List<SocketChannel> open = new ArrayList<>();
  private final byte[] head;
  private final byte[] again;
  private final List<ByteBuffer> pending = new ArrayList<>();
  private final int port;
  private long sent;
  private int ended;

  /**
   * @param head sent once by each
   * @param again sent after it, for ever
   */
  public RudeSockets(int port, int number, String head, byte[] again) throws IOException {
    this.head = head.getBytes(StandardCharsets.ISO_8859_1);
    this.again = again;
    this.port = port;
    for (int i = 0; i < number; i++) {
      open.add(connect());
      pending.add(ByteBuffer.wrap(this.head));
    }
  }

  private SocketChannel connect() throws IOException {
    var socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.configureBlocking(false);
    return socket;
  }

  /** Sends what is taken now. One that the server has ended begins anew. */
  public void send() throws IOException {
    for (int i = 0; i < open.size(); i++) {
      try {
        send(i);
      } catch (IOException byTheServer) {
        ended++;
        open.get(i).close();
        open.set(i, connect());
        pending.set(i, ByteBuffer.wrap(head));
      }
    }
  }

  private void send(int i) throws IOException {
    for (int round = 0; round < 100; round++) {
      if (!pending.get(i).hasRemaining()) {
        pending.set(i, ByteBuffer.wrap(again));
      }
      int taken = open.get(i).write(pending.get(i));
      sent += taken;
      if (taken == 0) {
        return;
      }
    }
  }

  /** How often the server has ended one. */
  public int ended() {
    return ended;
  }

  public long sent() {
    return sent;
  }

  @Override
  public void close() throws IOException {
    for (var socket : open) {
      socket.close();
    }
  }
}
