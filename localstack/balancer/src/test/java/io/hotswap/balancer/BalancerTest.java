package io.hotswap.balancer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.WarmPlaces;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalancerTest {
  private static final String MARKDOWN = "/api/v1/plugins/markdown/invoke/render";
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Node> nodes = new ArrayList<>();
  private Balancer balancer = new Balancer(0, List.of());

  @BeforeEach
  void threeNodesBehindOneBalancer() throws IOException {
    for (var name : List.of("a", "b", "c")) {
      nodes.add(new Node(name, 0));
    }
    balancer = new Balancer(0, nodes.stream().map(Node::told).toList());
    balancer.start();
  }

  @AfterEach
  void stop() {
    balancer.close();
    nodes.forEach(Node::kill);
    client.close();
  }

  @Test
  void calls_reach_every_node() throws Exception {
    assertEquals(Set.of("a", "b", "c"), answersOf("/", 30));
  }

  @Test
  void body_and_status_pass_through() throws Exception {
    var answer = call("/echo", "# Title".repeat(5_000));
    assertEquals(201, answer.statusCode());
    assertTrue(answer.body().endsWith("# Title".repeat(5_000)));
  }

  @Test
  void a_body_as_large_as_nodes_take_passes_through() throws Exception {
    var body = "x".repeat(6 * 1024 * 1024);
    var answer = call("/echo", body);
    assertEquals(201, answer.statusCode());
    assertTrue(answer.body().endsWith(body));
  }

  @Test
  void no_call_fails_when_nodes_are_gone_and_they_return_when_they_are_back() throws Exception {
    var gone = nodes.get(0);
    gone.kill();
    for (int i = 0; i < 50; i++) {
      assertEquals(201, call("/", "").statusCode());
    }
    nodes.set(0, new Node("a", gone.address().getPort()));
    awaitAnswers(Set.of("a", "b", "c"));
  }

  @Test
  void node_that_is_not_ready_gets_no_calls() throws Exception {
    nodes.get(1).readiness.set(503);
    awaitAnswers(Set.of("a", "c"));
  }

  @Test
  void nodes_that_are_all_unready_get_calls_all_the_same() throws Exception {
    nodes.forEach(node -> node.readiness.set(503));
    awaitAnswers(Set.of("a", "b", "c"));
    assertEquals(201, call("/", "").statusCode());
  }

  @Test
  void while_not_all_fits_a_plugins_calls_go_to_its_warm_node_and_to_the_next_when_that_is_gone()
      throws Exception {
    var ranked = WarmPlaces.ranked(PluginId.of("markdown"), List.of("a", "b", "c"));
    awaitAnswers(MARKDOWN, Set.of("a", "b", "c"));
    node(ranked.getLast()).cache = "full";
    awaitAnswers(MARKDOWN, Set.of(ranked.getFirst()));
    assertEquals(Set.of("a", "b", "c"), answersOf("/", 30));
    node(ranked.getFirst()).readiness.set(503);
    awaitAnswers(MARKDOWN, Set.of(ranked.get(1)));
  }

  @Test
  void a_busy_plugin_spreads_over_more_nodes_than_its_warm_ones() throws Exception {
    nodes.forEach(node -> node.cache = "full");
    var warmest = WarmPlaces.ranked(PluginId.of("markdown"), List.of("a", "b", "c")).getFirst();
    awaitAnswers(MARKDOWN, Set.of(warmest));
    nodes.forEach(node -> node.gate = new CountDownLatch(1));
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (var callers = Executors.newFixedThreadPool(9)) {
      for (int i = 0; i < 9; i++) {
        callers.execute(() -> seen.add(answerOf(MARKDOWN)));
      }
      awaitInside(9);
      nodes.forEach(node -> node.gate.countDown());
    }
    assertEquals(Set.of("a", "b", "c"), seen);
  }

  @Test
  void a_plugin_that_is_sick_on_a_node_is_called_on_the_others_and_the_node_for_all_else()
      throws Exception {
    node("a").ejected = "other,markdown";
    awaitAnswers(MARKDOWN, Set.of("b", "c"));
    assertEquals(
        Set.of("b", "c"),
        answersOf("/api/v1/plugins/" + PluginId.of("markdown") + "/invoke/render", 30));
    assertEquals(Set.of("a", "b", "c"), answersOf("/api/v1/plugins/payments/invoke/charge", 30));
    nodes.forEach(node -> node.cache = "full");
    var warm = WarmPlaces.ranked(PluginId.of("markdown"), List.of("b", "c")).getFirst();
    awaitAnswers(MARKDOWN, Set.of(warm));
    nodes.forEach(node -> node.cache = "fits");
    nodes.forEach(node -> node.ejected = "markdown");
    awaitAnswers(MARKDOWN, Set.of("a", "b", "c"));
    nodes.forEach(node -> node.ejected = "");
    awaitAnswers(MARKDOWN, Set.of("a", "b", "c"));
  }

  private void awaitInside(int calls) throws InterruptedException {
    var end = Instant.now().plus(DEADLINE);
    while (nodes.stream().mapToInt(node -> node.inside.get()).sum() < calls
        && Instant.now().isBefore(end)) {
      Thread.sleep(5);
    }
  }

  private String answerOf(String path) {
    try {
      return call(path, "").body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Node node(String name) {
    return nodes.stream().filter(it -> it.name.equals(name)).findFirst().orElseThrow();
  }

  private void awaitAnswers(Set<String> expected) throws Exception {
    awaitAnswers("/", expected);
  }

  private void awaitAnswers(String path, Set<String> expected) throws Exception {
    var end = Instant.now().plus(DEADLINE);
    Set<String> seen;
    do {
      seen = answersOf(path, 30);
    } while (!seen.equals(expected) && Instant.now().isBefore(end));
    assertEquals(expected, seen);
  }

  private Set<String> answersOf(String path, int calls) throws Exception {
    var seen = new HashSet<String>();
    for (int i = 0; i < calls; i++) {
      seen.add(call(path, "").body());
    }
    return seen;
  }

  private HttpResponse<String> call(String path, String body)
      throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:%d%s".formatted(balancer.port(), path));
    var request =
        HttpRequest.newBuilder(address)
            .POST(BodyPublishers.ofString(body))
            .timeout(DEADLINE)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /// Answers its name and what it was sent.
  private static final class Node {
    final AtomicInteger readiness = new AtomicInteger(200);
    final AtomicInteger inside = new AtomicInteger();
    final String name;
    volatile String cache = "fits";
    volatile String ejected = "";
    volatile CountDownLatch gate = new CountDownLatch(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final HttpServer operators;

    Node(String name, int port) throws IOException {
      this.name = name;
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      server.createContext(
          "/health/ready",
          exchange -> {
            exchange.getResponseHeaders().set("HotSwap-Node", name);
            exchange.getResponseHeaders().set("HotSwap-Cache", cache);
            exchange.sendResponseHeaders(readiness.get(), -1);
            exchange.close();
          });
      operators = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      operators.createContext(
          "/health/ready",
          exchange -> {
            if (!ejected.isEmpty()) {
              exchange.getResponseHeaders().set("HotSwap-Ejected-Plugins", ejected);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      operators.start();
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              inside.incrementAndGet();
              gate.await();
              inside.decrementAndGet();
              var answer = name + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
              exchange.sendResponseHeaders(201, 0);
              exchange.getResponseBody().write(answer.getBytes(UTF_8));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      // A call that is held up must not hold up the others, nor the checks.
      server.setExecutor(threads);
      server.start();
    }

    NodeAddress told() {
      return NodeAddress.of(address() + "," + operators());
    }

    private URI operators() {
      return URI.create("http://127.0.0.1:" + operators.getAddress().getPort());
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void kill() {
      server.stop(0);
      operators.stop(0);
      threads.shutdownNow();
    }
  }
}
