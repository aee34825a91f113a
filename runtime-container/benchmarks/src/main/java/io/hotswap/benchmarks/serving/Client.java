package io.hotswap.benchmarks.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Calls a server over some connections, all on one thread: it has to cost less than what it
/// measures.
final class Client implements AutoCloseable {
  private static final long NANOS = 1_000_000_000L;

  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();

  /// @param body what is echoed
  Client(int port, String path, String token, byte[] body, int connections) throws IOException {
    var request = request(path, token, body);
    for (int i = 0; i < connections; i++) {
      this.connections.add(new Connection(port, request, selector));
    }
  }

  private static byte[] request(String path, String token, byte[] body) {
    var head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n".formatted(path, token)
            + "Content-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.length);
    return (head + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  /// Each connection asks again as soon as it was answered.
  ///
  /// @return answers a second
  double asFastAsItGoes(Duration time) throws IOException {
    long began = System.nanoTime();
    long end = began + time.toNanos();
    for (var connection : connections) {
      connection.send(began);
    }
    long answered = 0;
    int open = connections.size();
    while (open > 0) {
      for (var connection : answered(1_000)) {
        answered++;
        if (System.nanoTime() < end) {
          connection.send(0);
        } else {
          open--;
        }
      }
    }
    return answered / ((System.nanoTime() - began) / (double) NANOS);
  }

  /// Asks by a schedule, whether or not it was answered meanwhile.
  ///
  /// @return milliseconds from when each request was due to its answer
  List<Double> atRate(double perSecond, Duration time) throws IOException {
    List<Double> millis = new ArrayList<>();
    var idle = new ArrayDeque<>(connections);
    double step = NANOS / perSecond;
    long all = (long) (time.toNanos() / step);
    long began = System.nanoTime();
    long sent = 0;
    while (millis.size() < all) {
      long due = began + (long) (sent * step);
      while (sent < all && due <= System.nanoTime() && !idle.isEmpty()) {
        idle.remove().send(due);
        sent++;
        due = began + (long) (sent * step);
      }
      for (var connection : answered(sent < all && !idle.isEmpty() ? 1 : 1_000)) {
        millis.add((System.nanoTime() - connection.scheduled()) / 1e6);
        idle.add(connection);
      }
    }
    return millis;
  }

  private List<Connection> answered(long waitMillis) throws IOException {
    List<Connection> answered = new ArrayList<>();
    selector.select(waitMillis);
    for (var key : selector.selectedKeys()) {
      if (key.attachment() instanceof Connection connection && connection.read()) {
        if (!connection.ok()) {
          throw new IOException("A call has failed");
        }
        answered.add(connection);
      }
    }
    selector.selectedKeys().clear();
    return answered;
  }

  @Override
  public void close() throws IOException {
    for (var connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
