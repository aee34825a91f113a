package io.hotswap.benchmarks.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/// One keep-alive connection with one request on its way at a time.
final class Connection implements AutoCloseable {
  private static final int ROOM = 16 * 1024;
  private static final String LENGTH = "content-length:";

  private final SocketChannel socket;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(ROOM);
  private final ByteBuffer request;
  private long scheduled;
  private int expected;
  private boolean ok;

  Connection(int port, byte[] request, Selector selector) throws IOException {
    this.request = ByteBuffer.allocateDirect(request.length).put(request);
    this.socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.configureBlocking(false);
    socket.register(selector, SelectionKey.OP_READ, this);
  }

  /// @param at when it should have been sent, for its latency
  void send(long at) throws IOException {
    scheduled = at;
    expected = 0;
    answer.clear();
    request.flip();
    while (request.hasRemaining()) {
      if (socket.write(request) == 0) {
        throw new IOException("The server takes no request of " + request.capacity() + " bytes");
      }
    }
  }

  /// Reads what is there.
  ///
  /// @return whether the answer is whole
  boolean read() throws IOException {
    if (socket.read(answer) < 0) {
      throw new IOException("The server closed a connection");
    }
    if (expected == 0) {
      expected = whole();
    }
    return expected > 0 && answer.position() >= expected;
  }

  // 0 while the head is not there yet.
  private int whole() {
    int end = endOfHead();
    if (end == 0) {
      return 0;
    }
    var bytes = new byte[end];
    answer.get(0, bytes);
    var head = new String(bytes, ISO_8859_1);
    ok = head.startsWith("HTTP/1.1 200");
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
    return end + Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
  }

  private int endOfHead() {
    for (int i = 3; i < answer.position(); i++) {
      if (answer.get(i) == '\n' && answer.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  boolean ok() {
    return ok;
  }

  long scheduled() {
    return scheduled;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
