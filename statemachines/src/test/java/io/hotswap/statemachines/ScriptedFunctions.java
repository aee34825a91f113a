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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// The functions as the machines see them: they answer each step by a script, one script a
/// deployment, or a plugin whose version is checked.
final class ScriptedFunctions implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Tokens tokens;
  private final HttpServer server;

  /// Who hears what a token is answered with; a fault fails it.
  interface Tokens {
    void succeed(String token, JsonNode answer);

    void fail(String token, Fault fault);
  }

  ScriptedFunctions(Tokens tokens) {
    this.tokens = tokens;
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

  void follow(String subject, Script script) {
    scripts.put(subject, script);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var call = JSON.readTree(exchange.getRequestBody());
      try {
        respond(exchange, 200, called(call));
      } catch (Fault fault) {
        respond(exchange, 500, failed(fault));
      }
    }
  }

  private JsonNode called(JsonNode call) throws Fault {
    var subject = call.path(call.has("deploymentId") ? "deploymentId" : "pluginId").asText();
    var script = scripts.get(subject);
    if (script == null) {
      throw new Fault("NoScript", call.toString());
    }
    if (!call.has("taskToken")) {
      return script.call("", call);
    }
    var token = call.path("taskToken").asText();
    try {
      tokens.succeed(token, script.call("", call));
    } catch (Fault fault) {
      // In AWS a failed invocation fails the task; this engine would wait for the token's timeout.
      tokens.fail(token, fault);
    }
    return JSON.nullNode();
  }

  private static JsonNode failed(Fault fault) {
    return JSON.createObjectNode()
        .put("errorType", fault.error())
        .put("errorMessage", fault.getMessage());
  }

  private static void respond(HttpExchange exchange, int status, JsonNode body) throws IOException {
    var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
