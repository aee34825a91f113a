package io.hotswap.runtime;

import io.hotswap.runtime.fuzzing.InnocentCalls;
import io.hotswap.runtime.fuzzing.ProcessMemory;
import io.hotswap.runtime.fuzzing.RudeSockets;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A node, an innocent client that calls it all the while, and those that would harm it. */
final class RudeClients implements AutoCloseable {
  static final String PATH = "/api/v1/plugins/echo/invoke/run";
  private static final String MEMBERS =
      """
      public Reply handle(Call call) throws Exception {
        if (call.operation().equals("other")) { Thread.sleep(600_000); }
        return Reply.bytes(call.contentType(), new byte[Math.min(1_000, call.body().length)]);
      }
      """;

  final NodeUnderTest node;
  private final Issuer issuer;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RudeClients(Path folder, Map<String, String> variables) throws Exception {
    var controlPlane = new InMemoryControlPlane();
    issuer = new Issuer();
    node = new NodeUnderTest(folder, controlPlane, issuer, variables);
    controlPlane.publish(
        Documents.serving(
            "echo",
            1,
            controlPlane.register("1.0.0", PluginSource.of("echo", "1.0.0", MEMBERS).jar())));
    controlPlane.awaitAck("echo", 1);
    node.awaitReady();
  }

  String token(String tenant) {
    return "Bearer " + issuer.token(tenant);
  }

  /**
   * @param mostBuffers outside the heap, more than before
   */
  record Figures(
      long sent,
      int ended,
      long innocentMade,
      List<String> innocentFailed,
      long mostBuffers,
      long mostHeap) {}

  /** Pipelines without an end, and reads nothing. */
  Figures pipelining(int clients, Duration time) throws Exception {
    var request = "GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n";
    var many = request.repeat(1_000).getBytes(StandardCharsets.ISO_8859_1);
    try (var rude = new RudeSockets(node.port(), clients, request, many)) {
      return beside(rude, 1_000, time, clients);
    }
  }

  /** Sends bodies of six megabytes, all but the last byte, and has no token. */
  Figures withoutToken(int clients, Duration time) throws Exception {
    var head = "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + (6 << 20) + "\r\n\r\n";
    // What is refused is read for nothing: the request after it begins in the middle of the next.
    var body = new byte[(6 << 20) - 1];
    try (var rude = new RudeSockets(node.port(), clients, head, body)) {
      return beside(rude, 3 << 20, time, 0);
    }
  }

  /**
   * @param ends connections that the node has to end meanwhile
   */
  private Figures beside(RudeSockets rude, int body, Duration time, int ends) throws Exception {
    long before = ProcessMemory.buffers();
    try (var memory = new ProcessMemory();
        var innocent = new InnocentCalls(node.uri(PATH), token("innocent"), new byte[body])) {
      long end = System.nanoTime() + time.toNanos();
      Eventually.within(
          time.plusSeconds(60),
          () -> "innocent calls: " + innocent.made() + ", rude ended: " + rude.ended(),
          () -> {
            rude.send();
            return System.nanoTime() - end > 0 && innocent.made() > 3 && rude.ended() >= ends;
          });
      return new Figures(
          rude.sent(),
          rude.ended(),
          innocent.made(),
          innocent.failed(),
          memory.mostBuffers() - before,
          memory.mostHeap());
    }
  }

  /** Calls that do not end, with bodies of six megabytes each, all under way at once. */
  List<CompletableFuture<HttpResponse<String>>> slow(String tenant, int calls) {
    var body = new byte[6 << 20];
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      all.add(http.sendAsync(request("other", tenant, body), BodyHandlers.ofString()));
    }
    return all;
  }

  HttpResponse<String> call(String tenant, int bytes) throws Exception {
    return http.send(request("run", tenant, new byte[bytes]), BodyHandlers.ofString());
  }

  private HttpRequest request(String operation, String tenant, byte[] body) {
    return HttpRequest.newBuilder(node.uri("/api/v1/plugins/echo/invoke/" + operation))
        .header("Authorization", token(tenant))
        .POST(streamed(body))
        .build();
  }

  // A publisher of an array copies all of it first: 480 MB for 80 clients that share this heap.
  private static BodyPublisher streamed(byte[] body) {
    var stream = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    return BodyPublishers.fromPublisher(stream, body.length);
  }

  double metric(String line) throws Exception {
    return node.get("/metrics")
        .body()
        .lines()
        .filter(it -> it.startsWith(line + " "))
        .mapToDouble(it -> Double.parseDouble(it.substring(line.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws Exception {
    http.shutdownNow();
    node.close();
    issuer.close();
  }
}
