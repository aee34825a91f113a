package io.hotswap.registration.library;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A Maven repository on this machine.
public final class TestRepository implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int failure;

  public TestRepository() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/maven2/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/maven2");
  }

  public TestRepository jar(String coordinates, byte[] jar) {
    files.put(path(coordinates) + ".jar", jar);
    return this;
  }

  /// @param needs `group:artifact:version:scope`
  public TestRepository pom(String coordinates, String... needs) {
    var parts = coordinates.split(":", -1);
    var dependencies = new StringBuilder();
    for (var need : needs) {
      var it = need.split(":", -1);
      dependencies.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><scope>%s</scope></dependency>"
              .formatted(it[0], it[1], it[2], it[3]));
    }
    var pom =
        "<project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><dependencies>%s</dependencies></project>"
            .formatted(parts[0], parts[1], parts[2], dependencies);
    files.put(path(coordinates) + ".pom", pom.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public TestRepository redirect(String coordinates, String to) {
    redirects.put(path(coordinates) + ".jar", to);
    return this;
  }

  /// Answers every request with this status from now on; 0: as it should.
  public void fail(int status) {
    failure = status;
  }

  TestRepository file(String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  int requests() {
    return asked.size();
  }

  /// How often the jar was asked for.
  public long asked(String coordinates) {
    return asked.stream().filter(it -> it.equals(path(coordinates) + ".jar")).count();
  }

  static String path(String coordinates) {
    var parts = coordinates.split(":", -1);
    return "%s/%s/%s/%2$s-%3$s".formatted(parts[0].replace('.', '/'), parts[1], parts[2]);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath().substring("/maven2/".length());
      asked.add(path);
      var body = files.get(path);
      if (failure != 0) {
        exchange.sendResponseHeaders(failure, -1);
      } else if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().add("Location", redirects.get(path));
        exchange.sendResponseHeaders(302, -1);
      } else if (body == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
