package io.hotswap.runtime.testing;

import io.hotswap.domain.node.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A node that has a lease and behaves as no node should. */
public final class OtherNode implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Socket> kept = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final InMemoryControlPlane controlPlane;
  private final String id;

  private OtherNode(InMemoryControlPlane controlPlane, String id) throws IOException {
    this.controlPlane = controlPlane;
    this.id = id;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    var now = Instant.now();
    var address = "127.0.0.1:" + listener.getLocalPort();
    controlPlane.leases.put(
        id,
        new Lease(
            InMemoryControlPlane.ENVIRONMENT, id, id + "-1", address, now, now.plusSeconds(600)));
  }

  /** Nobody listens there. */
  public static OtherNode gone(InMemoryControlPlane controlPlane, String id) throws IOException {
    var node = new OtherNode(controlPlane, id);
    node.listener.close();
    return node;
  }

  /** Takes a request and ends the connection. */
  public static OtherNode hangingUp(InMemoryControlPlane controlPlane, String id)
      throws IOException {
    return new OtherNode(controlPlane, id).serving("");
  }

  /** Takes requests and never says anything. */
  public static OtherNode silent(InMemoryControlPlane controlPlane, String id) throws IOException {
    return new OtherNode(controlPlane, id).serving(null);
  }

  /** Says the same to every request. */
  public static OtherNode answering(InMemoryControlPlane controlPlane, String id, String answer)
      throws IOException {
    return new OtherNode(controlPlane, id).serving(answer);
  }

  private OtherNode serving(@Nullable String answer) {
    Thread.ofPlatform().daemon().name(id).start(() -> serve(answer));
    return this;
  }

  private void serve(@Nullable String answer) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        kept.add(socket);
        if (read(socket)) {
          requests.incrementAndGet();
        }
        if (answer != null) {
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          socket.close();
        }
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** To the end of the headers: these tests send no body. */
  private static boolean read(Socket socket) throws IOException {
    var in = socket.getInputStream();
    int blank = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      blank = next == '\n' ? blank + 1 : next == '\r' ? blank : 0;
      if (blank == 2) {
        return true;
      }
    }
    return false;
  }

  public int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    controlPlane.leases.remove(id);
    listener.close();
    for (var socket : kept) {
      socket.close();
    }
  }
}
