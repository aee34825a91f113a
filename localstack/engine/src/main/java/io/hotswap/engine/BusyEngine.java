package io.hotswap.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Proxy of a real engine that answers a set number of requests as a busy or failing engine does,
/// and forwards the others.
public final class BusyEngine implements AutoCloseable {
  private static final Set<String> NOT_OURS =
      Set.of("host", "content-length", "connection", "upgrade", "expect", "transfer-encoding");

  private final URI engine;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<Said> says = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();

  private record Said(int status, String body) {}

  public BusyEngine(URI engine) {
    this.engine = engine;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// So many times, before anything is let through.
  public BusyEngine says(int times, int status, String body) {
    for (int i = 0; i < times; i++) {
      says.add(new Said(status, body));
    }
    return this;
  }

  public int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var said = says.poll();
      if (said == null) {
        letThrough(exchange, body);
      } else {
        exchange.getResponseHeaders().set("x-amzn-RequestId", "busy");
        send(exchange, said.status(), said.body().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void letThrough(HttpExchange exchange, byte[] body) throws IOException {
    var request =
        HttpRequest.newBuilder(engine.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
