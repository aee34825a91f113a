package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// The rollout function as its machines see it: answers each step by a script, one script an
/// execution. The last answer of a step repeats.
final class RolloutStub implements AutoCloseable {
  static final String FAULT = "a fault";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, List<String>>> scripts = new ConcurrentHashMap<>();
  private final HttpServer server;

  RolloutStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  void script(String deploymentId, Map<String, List<String>> answers) {
    var copy = new HashMap<String, List<String>>();
    answers.forEach((step, outcomes) -> copy.put(step, new ArrayList<>(outcomes)));
    scripts.put(deploymentId, copy);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call = JSON.readTree(exchange.getRequestBody());
      var outcome = next(call);
      boolean fault = outcome.equals(FAULT);
      var body =
          fault
              ? Map.of("errorType", "java.io.UncheckedIOException", "errorMessage", "no answer")
              : Map.of("outcome", outcome, "strategy", "Direct");
      var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(fault ? 500 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String next(JsonNode call) {
    if (call.path("fence").asLong() != 7) {
      return "no fence";
    }
    var script = scripts.getOrDefault(call.path("deploymentId").asText(), Map.of());
    var outcomes = script.get(call.path("step").asText());
    if (outcomes == null) {
      return "not in the script";
    }
    return outcomes.size() > 1 ? outcomes.removeFirst() : outcomes.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
