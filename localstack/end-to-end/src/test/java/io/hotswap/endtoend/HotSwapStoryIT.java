package io.hotswap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// From registration to a live swap and back, through the gateway, on three nodes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HotSwapStoryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String DOCUMENT = "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
  private static final Map<String, String> MARKDOWN = Map.of("Content-Type", "text/markdown");
  private static final String TRACEPARENT =
      "00-5af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Client developer = Client.as("DEVELOPER");
  private final Client tenant = Client.as("TENANT");
  private static String second = "";

  @Test
  @Order(1)
  void a_plugin_is_registered_inline_and_listed() {
    var answer = developer.register("markdown", Samples.MARKDOWN_1_0).expect(201).json();
    assertEquals("1.0.0", answer.at("/version/version").asText());
    assertTrue(answer.at("/version/digest").asText().startsWith("sha256:"));
    var versions = Client.as("VIEWER").get("/plugins/markdown/versions").expect(200).json();
    assertEquals("1.0.0", versions.at("/items/0/version").asText());
  }

  @Test
  @Order(2)
  void it_is_deployed_to_every_node_and_answers_calls() {
    var accepted = developer.deploy("markdown", "1.0.0").expect(202);
    var deployment = developer.awaitEnd(accepted.json().at("/id").asText(), PATIENCE);
    assertEquals("Completed", deployment.at("/status").asText(), deployment.toPrettyString());
    assertEquals("Succeeded", deployment.at("/outcome").asText());
    assertEquals(100, deployment.at("/percentage").asInt());
    var answer = tenant.invoke("markdown", "render", DOCUMENT, MARKDOWN).expect(200);
    assertEquals("1.0.0", answer.header("HotSwap-Plugin-Version"));
    assertTrue(answer.body().contains("<h1"), answer.body());
    assertFalse(answer.body().contains("<table>"), answer.body());
  }

  @Test
  @Order(3)
  void the_next_version_comes_by_presigned_upload() throws Exception {
    uploaded("markdown", Samples.MARKDOWN_1_1);
    assertEquals(
        "1.1.0",
        developer
            .get("/plugins/markdown/versions")
            .expect(200)
            .json()
            .at("/items/0/version")
            .asText());
  }

  @Test
  @Order(4)
  void it_replaces_the_first_under_load_and_goes_back_without_a_failed_call() {
    try (var load = Load.started(4, "markdown", "render", DOCUMENT)) {
      var headers = Map.of("traceparent", TRACEPARENT);
      var accepted =
          developer
              .post("/deployments", Client.deployment("markdown", "1.1.0"), headers)
              .expect(202);
      second = accepted.json().at("/id").asText();
      assertEquals("Completed", developer.awaitEnd(second, PATIENCE).at("/status").asText());
      var answer = tenant.invoke("markdown", "render", DOCUMENT, MARKDOWN).expect(200);
      assertEquals("1.1.0", answer.header("HotSwap-Plugin-Version"));
      assertTrue(answer.body().contains("<table>"), answer.body());

      developer.post("/deployments/" + second + "/rollback", "{\"reason\":\"tried\"}").expect(202);
      assertEquals("RolledBack", awaitRolledBack().at("/status").asText());
      var restored = tenant.invoke("markdown", "render", DOCUMENT, MARKDOWN).expect(200);
      assertEquals("1.0.0", restored.header("HotSwap-Plugin-Version"));
      load.stop();
      assertEquals("[]", load.failures().toString());
      assertTrue(load.calls() > 50, "only " + load.calls() + " calls");
      assertEquals("[1.0.0, 1.1.0]", load.versions().toString());
      assertEquals("[]", load.contradictions().toString());
    }
  }

  private JsonNode awaitRolledBack() {
    return developer.awaitStatus(second, Set.of("RolledBack", "Failed"), PATIENCE);
  }

  @Test
  @Order(5)
  void the_rollback_is_history() {
    var history = developer.get("/deployments/" + second + "/rollback-history").expect(200).json();
    assertEquals("tried", history.at("/items/0/reason").asText());
    assertEquals("1.1.0", history.at("/items/0/fromVersion").asText());
    assertEquals("1.0.0", history.at("/items/0/toVersion").asText());
    developer.post("/deployments/" + second + "/rollback", "{}").expect(409);
  }

  @Test
  @Order(6)
  void a_deployed_plugin_is_not_deleted() {
    var refused = Client.as("ADMIN").delete("/plugins/markdown").expect(409).json();
    assertEquals("urn:hotswap:problem:plugin-in-use", refused.at("/type").asText());
  }

  @Test
  @Order(7)
  void one_trace_runs_from_the_client_to_every_node() {
    var tree = RunningStack.get().command("trace", second);
    assertTrue(tree.contains("plugin.deploy"), tree);
    assertTrue(tree.contains("deployment.execute"), tree);
    for (var node : List.of("development-1", "development-2", "development-3")) {
      assertTrue(
          tree.lines().anyMatch(line -> line.contains("plugin.load") && line.contains(node)),
          "no plugin.load on " + node + ":\n" + tree);
    }
    assertTrue(tree.contains("plugin.health-check"), tree);
    assertTrue(tree.contains("plugin.switch"), tree);
    assertTrue(tree.contains("5af7651916cd43dd8448eb211c80319c"), tree);
  }

  @Test
  @Order(8)
  void a_version_that_cannot_start_never_serves() {
    developer.register("faulty", Samples.FAULTY_GOOD).expect(201);
    var good = developer.deploy("faulty", "1.0.0").expect(202).json().at("/id").asText();
    assertEquals("Completed", developer.awaitEnd(good, PATIENCE).at("/status").asText());
    developer.register("faulty", Samples.FAULTY_START).expect(201);
    var bad = developer.deploy("faulty", "2.0.0").expect(202).json().at("/id").asText();
    var failed = developer.awaitEnd(bad, PATIENCE);
    assertEquals("Failed", failed.at("/status").asText(), failed.toPrettyString());
    assertEquals("FailedClean", failed.at("/outcome").asText());
    assertFalse(failed.at("/problem").asText().isEmpty());
    assertEquals(
        "1.0.0",
        tenant
            .invoke("faulty", "echo", "x", Map.of())
            .expect(200)
            .header("HotSwap-Plugin-Version"));
  }

  @Test
  @Order(9)
  void the_nodes_metrics_carry_the_specifications_names() {
    var metrics = RunningStack.get().command("status");
    assertTrue(metrics.contains("development-1"), metrics);
  }

  static void uploaded(String name, Path file) throws Exception {
    var developer = Client.as("DEVELOPER");
    var announced =
        developer
            .post("/plugins", "{\"name\":\"%s\",\"size\":%d}".formatted(name, Files.size(file)))
            .expect(201)
            .json();
    var upload = announced.at("/upload");
    if (upload.has("url")) {
      put(upload.at("/url").asText(), upload.at("/headers"), Files.readAllBytes(file));
    } else {
      putParts(upload, file);
    }
    var completed =
        developer.post("/plugins/uploads/" + upload.at("/uploadId").asText() + "/complete", "{}");
    developer.checked(completed.expect(201));
  }

  private static void putParts(JsonNode upload, Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    int size = upload.at("/partSize").asInt();
    StreamSupport.stream(upload.at("/parts").spliterator(), false)
        .forEach(
            part -> {
              int from = (part.at("/partNumber").asInt() - 1) * size;
              var chunk = Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length));
              put(part.at("/url").asText(), part.path("headers"), chunk);
            });
  }

  private static void put(String url, JsonNode headers, byte[] bytes) {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url));
      headers.properties().forEach(it -> request.header(it.getKey(), it.getValue().asText()));
      var response =
          http.send(
              request.PUT(BodyPublishers.ofByteArray(bytes)).build(), BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
