package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several nodes of one environment. */
final class NodesUnderTest implements AutoCloseable {
  final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  final Issuer issuer = new Issuer();
  private final List<NodeUnderTest> nodes = new ArrayList<>();
  private final Map<String, RoutingDocument> inForce = new HashMap<>();
  private final Path directory;

  NodesUnderTest(Path directory) throws Exception {
    this.directory = directory;
  }

  NodeUnderTest node(String id, Map<String, String> more) throws Exception {
    var variables = new HashMap<>(more);
    variables.put("HOTSWAP_NODE_ID", id);
    var folder = Files.createDirectories(directory.resolve(id));
    var node = new NodeUnderTest(folder, controlPlane, issuer, variables);
    nodes.add(node);
    return node;
  }

  NodeUnderTest node(String id) throws Exception {
    return node(id, Map.of());
  }

  void serve(String plugin, PluginSource source) throws Exception {
    publish(Documents.serving(plugin, 1, controlPlane.register("1.0.0", source.jar())));
  }

  void serveEcho(String plugin) throws Exception {
    serve(plugin, PluginSource.echo(plugin, "1.0.0"));
  }

  private void publish(RoutingDocument document) throws Exception {
    inForce.put(document.pluginName(), document);
    controlPlane.publish(document);
    Eventually.so(
        () -> "all have " + document.pluginName() + ": " + controlPlane.acknowledgements,
        () ->
            controlPlane.acknowledgements.stream()
                    .filter(it -> it.pluginId().equals(document.pluginId()))
                    .filter(it -> it.generation() == document.generation())
                    .map(Acknowledgement::nodeId)
                    .distinct()
                    .count()
                == nodes.size());
  }

  /** The plugin is sick on these alone. */
  void eject(String plugin, String... from) throws Exception {
    publish(Documents.supervising(inForce.get(plugin), Documents.ejecting(List.of(from))));
  }

  /** Until every node has met so many others: it looks at the leases after each heartbeat. */
  void meet(int others) throws Exception {
    Eventually.so("all have leases", () -> controlPlane.leases.size() == others + 1);
    for (int beat = 0; beat < 2; beat++) {
      for (var node : nodes) {
        var last = controlPlane.leases.get(node.id()).heartbeatAt();
        Eventually.so(
            "a beat", () -> controlPlane.leases.get(node.id()).heartbeatAt().isAfter(last));
      }
    }
  }

  static String said(HttpResponse<String> answer, String header) {
    return answer.headers().firstValue(header).orElse("");
  }

  static void assertAnsweredBy(String node, HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals(node, said(answer, "HotSwap-Node"));
  }

  @Override
  public void close() throws Exception {
    for (var node : nodes) {
      node.close();
    }
    issuer.close();
  }
}
