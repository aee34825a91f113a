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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;

/// A port of its own before a real engine: an intermediary answers each request, or forwards it.
final class EngineProxy implements AutoCloseable {
  private static final Set<String> NOT_OURS =
      Set.of("host", "content-length", "connection", "upgrade", "expect", "transfer-encoding");

  private final URI engine;
  private final Intermediary intermediary;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /// @param operation what `X-Amz-Target` names; empty when nothing does
  // Nobody compares these.
  @SuppressWarnings("ArrayRecordComponent")
  record Request(String operation, byte[] body) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Reply(int status, byte[] body) {
    static Reply of(int status, String body) {
      return new Reply(status, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  interface Intermediary {
    Reply answer(Request request, Forwarding forwarding) throws IOException;
  }

  interface Forwarding {
    Reply toTheEngine() throws IOException;
  }

  EngineProxy(URI engine, Intermediary intermediary) {
    this.engine = engine;
    this.intermediary = intermediary;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var target =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "");
      var operation = target.substring(target.indexOf('.') + 1);
      var reply =
          intermediary.answer(new Request(operation, body), () -> forwarded(exchange, body));
      exchange.getResponseHeaders().set("x-amzn-RequestId", "proxy");
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private Reply forwarded(HttpExchange exchange, byte[] body) throws IOException {
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
      return new Reply(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
