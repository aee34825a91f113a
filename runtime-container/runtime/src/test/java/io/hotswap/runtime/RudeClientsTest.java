package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.RawHttp;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory has owners: what some clients do costs no others. */
class RudeClientsTest {
  private static final String CUT = "node_connections_cut_total{reason=\"slow-reader\"}";

  @TempDir Path directory;
  private RudeClients clients;

  private void start(String... variables) throws Exception {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      all.put(variables[i], variables[i + 1]);
    }
    clients = new RudeClients(directory, all);
  }

  @AfterEach
  void stop() throws Exception {
    clients.close();
  }

  @Test
  void answers_that_nobody_reads_cost_little_memory_and_then_the_connection() throws Exception {
    start("HOTSWAP_STALL_MILLIS", "1500");
    var figures = clients.pipelining(2, Duration.ofSeconds(4));
    assertEquals(List.of(), figures.innocentFailed());
    assertTrue(figures.mostBuffers() < 16 << 20, figures::toString);
    assertTrue(clients.metric(CUT) >= 2, figures::toString);
    assertEquals(200, clients.call("acme", 1_000).statusCode());
  }

  @Test
  void bodies_of_who_has_no_token_are_not_gathered() throws Exception {
    start("HOTSWAP_MOST_BYTES_IN_FLIGHT", "12MB");
    var figures = clients.withoutToken(85, Duration.ofSeconds(2));
    assertEquals(List.of(), figures.innocentFailed());
    assertTrue(figures.sent() > 85L << 20, figures::toString);
    assertTrue(figures.mostBuffers() < 48 << 20, figures::toString);
  }

  @Test
  void one_tenant_takes_no_more_than_its_share_and_the_others_go_on() throws Exception {
    start(
        "HOTSWAP_MOST_BYTES_IN_FLIGHT", "48MB",
        "HOTSWAP_MOST_BYTES_IN_FLIGHT_OF_TENANT", "12MB",
        "HOTSWAP_CALL_TIMEOUT_MILLIS", "60000");
    var slow = clients.slow("greedy", 8);
    List<HttpResponse<String>> refused = new ArrayList<>();
    Eventually.so("six of eight are refused", () -> ended(slow, refused) == 6);
    for (var answer : refused) {
      assertEquals(429, answer.statusCode(), answer.body());
      assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    }
    assertEquals(200, clients.call("modest", 6 << 20).statusCode());
    assertEquals(6, clients.metric("node_requests_refused_for_memory_total{limit=\"tenant\"}"));
    assertEquals(12 << 20, clients.metric("node_bytes_in_flight"));
  }

  private static int ended(
      List<CompletableFuture<HttpResponse<String>>> calls, List<HttpResponse<String>> answers) {
    answers.clear();
    calls.stream().filter(CompletableFuture::isDone).forEach(it -> answers.add(it.join()));
    return answers.size();
  }

  @Test
  void a_node_without_room_says_so_to_clients_and_after_a_moment_to_balancers() throws Exception {
    start(
        "HOTSWAP_MOST_BYTES_IN_FLIGHT", "12MB",
        "HOTSWAP_MOST_BYTES_IN_FLIGHT_OF_TENANT", "12MB",
        "HOTSWAP_CALL_TIMEOUT_MILLIS", "15000");
    var slow = clients.slow("greedy", 2);
    Eventually.so("full", () -> clients.metric("node_bytes_in_flight") == 12 << 20);
    var answer = clients.call("modest", 1_000);
    assertEquals(503, answer.statusCode(), answer.body());
    assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(200, clients.node.get("/health/ready").statusCode());
    Eventually.so("unready", () -> clients.node.get("/health/ready").statusCode() == 503);
    Eventually.so("over", () -> slow.stream().allMatch(CompletableFuture::isDone));
    Eventually.so("ready", () -> clients.node.get("/health/ready").statusCode() == 200);
    assertEquals(200, clients.call("modest", 6 << 20).statusCode());
  }

  @Test
  void one_connection_too_many_is_refused_politely_and_operators_are_not() throws Exception {
    start("HOTSWAP_MOST_CONNECTIONS", "3");
    List<RawHttp> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      var client = new RawHttp(clients.node.port());
      client.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").answer();
      open.add(client);
    }
    for (var request : List.of("", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "POST ".repeat(20_000))) {
      try (var fourth = new RawHttp(clients.node.port())) {
        var said = fourth.send(request).untilEnd();
        assertTrue(said.startsWith("HTTP/1.1 503"), said);
        assertTrue(said.contains("Retry-After: 1"), said);
      }
    }
    assertEquals(200, clients.node.get("/health/live").statusCode());
    assertEquals(3, clients.metric("node_connections_cut_total{reason=\"too-many\"}"));
    open.removeFirst().close();
    Eventually.so("room again", () -> clients.metric("node_connections") == 2);
    assertEquals(200, clients.node.getAsClient("/health/live").statusCode());
    for (var client : open) {
      client.close();
    }
  }
}
