package io.hotswap.runtime;

import io.hotswap.agent.host.AgentConnection;
import io.hotswap.identity.IssuerKeys;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.runtime.testing.AgentUnderTest;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.TestNode;
import io.hotswap.telemetry.Telemetry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A whole node on a port of its own, an agent with a world in memory, an issuer over HTTP. */
final class NodeUnderTest implements AutoCloseable {
  /** Among a node's variables: its loops hang where the control plane does, without a limit. */
  static final String WITHOUT_AGENT = "WITHOUT_AGENT";

  final InMemoryControlPlane controlPlane;
  final Issuer issuer;
  final AtomicBoolean exhausted = new AtomicBoolean();
  final AtomicReference<String> beyondHelp = new AtomicReference<>();
  final HttpClient http = HttpClient.newHttpClient();
  final AgentUnderTest agent;
  private final AgentConnection connection;
  private final Node node;
  private final Path traces;
  private final String id;

  NodeUnderTest(Path directory, InMemoryControlPlane controlPlane, Issuer issuer) throws Exception {
    this(directory, controlPlane, issuer, Map.of());
  }

  NodeUnderTest(
      Path directory, InMemoryControlPlane controlPlane, Issuer issuer, Map<String, String> more)
      throws Exception {
    this.controlPlane = controlPlane;
    this.issuer = issuer;
    this.traces = directory.resolve("traces.jsonl");
    var variables = TestNode.variables(directory.resolve("data").toString());
    variables.putAll(more);
    variables.put("HOTSWAP_TRACE_FILE", traces.toString());
    this.id = String.valueOf(variables.get("HOTSWAP_NODE_ID"));
    var nodeSettings = NodeSettings.from(new Variables(variables));
    var data = new DataDirectory(nodeSettings.node().dataDirectory());
    data.prepare();
    var tokens =
        new TokenVerifier(
            issuer.config(),
            IssuerKeys.remoteKeptIn(issuer.config().keys(), data.keys()),
            controlPlane.clock);
    this.agent = new AgentUnderTest(id, controlPlane);
    this.connection =
        new AgentConnection(
            agent.socket(),
            Duration.ofSeconds(5),
            controlPlane.clock,
            NodeThread.factory("agent-"));
    this.node =
        new Node(
            nodeSettings,
            more.containsKey(WITHOUT_AGENT)
                ? inMemory(controlPlane, tokens)
                : SocketControlPlane.of(connection, tokens, controlPlane.clock),
            Telemetry.start("hotswap-node", "node-1", 1.0, variables),
            new Exits(() -> exhausted.set(true), beyondHelp::set));
  }

  private static ControlPlane inMemory(InMemoryControlPlane it, TokenVerifier tokens) {
    return new ControlPlane(
        it,
        it,
        it.settings,
        it.settings,
        it.defaults,
        it.settings.secrets(),
        it,
        it,
        tokens,
        it.reports.sinks(),
        it.clock);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + node.port() + path);
  }

  String id() {
    return id;
  }

  int port() {
    return node.port();
  }

  int operatorPort() {
    return node.operatorPort();
  }

  /** Where those who operate it ask. */
  URI operatorUri(String path) {
    return URI.create("http://127.0.0.1:" + node.operatorPort() + path);
  }

  /** As an operator. */
  HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(operatorUri(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> getAsClient(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  /** As an operator. */
  HttpResponse<String> post(String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(operatorUri(path)).POST(BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> invoke(String plugin, String operation, String body) throws Exception {
    return invoke(plugin, operation, body, Map.of("Authorization", "Bearer " + token()));
  }

  private String token() {
    return issuer.token("acme");
  }

  HttpResponse<String> invoke(
      String plugin, String operation, String body, Map<String, String> headers) throws Exception {
    return http.send(request(plugin, operation, body, headers), BodyHandlers.ofString());
  }

  /** Without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> invoking(String plugin, String operation, String body) {
    var request = request(plugin, operation, body, Map.of("Authorization", "Bearer " + token()));
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  private HttpRequest request(
      String plugin, String operation, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(uri("/api/v1/plugins/" + plugin + "/invoke/" + operation))
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }

  void awaitReady() throws Exception {
    Eventually.so("the node is ready", () -> get("/health/ready").statusCode() == 200);
  }

  void awaitAnswer(String plugin, String body) throws Exception {
    Eventually.so(plugin + " answers " + body, () -> invoke(plugin, "run", "").body().equals(body));
  }

  String traces() throws Exception {
    return Files.readString(traces);
  }

  void stop() throws Exception {
    node.stop();
  }

  @Override
  public void close() throws Exception {
    node.stop();
    connection.close();
    agent.close();
    http.close();
  }
}
