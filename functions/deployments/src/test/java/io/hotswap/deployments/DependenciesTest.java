package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.PluginId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A version of a plugin that needs another plugin.
class DependenciesTest {
  private static final String PATH = "/plugins/markdown/";

  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    plane.register("2.0.0", Map.of("dependencies", Map.of("plugins", Map.of("tables", "^3.0.0"))));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private Reply validated(String version) {
    return plane
        .as(Role.Developer, "POST", PATH + "validate-dependencies")
        .json(Map.of("version", version, "environment", "Development"))
        .send();
  }

  private Reply deploy(String query) {
    return deploy(query, Map.of());
  }

  private Reply deploy(String query, Map<String, String> otherwise) {
    Map<String, String> body = new HashMap<>(ControlPlane.deployment("2.0.0"));
    body.putAll(otherwise);
    return plane.as(Role.Developer, "POST", "/deployments" + query).json(body).send();
  }

  @Test
  void it_is_refused_while_what_it_needs_does_not_serve() {
    for (var query : List.of("?dryRun=true", "")) {
      var refused = deploy(query);
      assertEquals(409, refused.status(), refused.toString());
      assertEquals("dependency-unmet", refused.problem());
      assertEquals("/version", refused.body().at("/errors/0/pointer").asText());
    }
    plane.register("tables", "3.1.0", Map.of());
    var fix = deploy("").body().at("/errors/0/fix").asText();
    assertEquals("A way out: deploy tables 3.1.0, then markdown 2.0.0.", fix);
  }

  @Test
  void what_another_plugin_needs_is_neither_rolled_back_nor_replaced() {
    var markdown = plane.deploy("1.0.0").body().at("/id").asText();
    assertEquals("Succeeded", plane.complete(markdown, 1));
    plane.register(
        "tables", "3.1.0", Map.of("dependencies", Map.of("plugins", Map.of("markdown", "^1.0.0"))));
    plane.needs("tables", "markdown");
    var tables = deploy("", Map.of("pluginId", "tables", "version", "3.1.0"));
    assertEquals(
        "Succeeded", plane.complete(PluginId.of("tables"), tables.body().at("/id").asText(), 1));
    var rollback =
        plane
            .as(Role.Developer, "POST", "/deployments/" + markdown + "/rollback")
            .json(Map.of())
            .send();
    assertEquals("dependency-unmet", rollback.problem(), rollback.toString());
    var deployment = deploy("");
    assertEquals("dependency-unmet", deployment.problem(), deployment.toString());
    assertTrue(
        deployment.body().at("/detail").asText().contains("tables 3.1.0 needs markdown ^1.0.0"),
        deployment.toString());
  }

  @Test
  void what_would_resolve_is_told_beforehand() {
    var impossible = validated("2.0.0");
    Documented.conforms(Action.VALIDATE_DEPENDENCIES, impossible);
    assertEquals("Impossible", impossible.body().at("/outcome").asText(), impossible.toString());
    assertEquals(
        "markdown 2.0.0, which is to be deployed, needs tables ^3.0.0 (no version of tables is"
            + " registered).",
        impossible.body().at("/why/0").asText());
    plane.register("tables", "3.1.0", Map.of());
    var later = validated("2.0.0");
    Documented.conforms(Action.VALIDATE_DEPENDENCIES, later);
    assertEquals("AfterOthers", later.body().at("/outcome").asText());
    assertEquals("tables", later.body().at("/wayOut/steps/0/plugin").asText(), later.toString());
    assertEquals("Ready", validated("1.1.0").body().at("/outcome").asText());
    assertEquals(404, validated("9.9.9").status());
  }

  @Test
  void the_graph_comes_in_three_formats() {
    plane.register("tables", "3.1.0", Map.of());
    var json = plane.get(PATH + "dependencies?environment=Development");
    Documented.conforms(Action.VIEW_DEPENDENCIES, json);
    assertEquals("tables", json.body().at("/edges/0/needs").asText(), json.toString());
    var dot = plane.get(PATH + "dependencies?environment=Development&format=dot");
    assertEquals("text/vnd.graphviz", dot.header("Content-Type"));
    assertTrue(dot.body().asText().startsWith("digraph dependencies {"), dot.toString());
    var mermaid = plane.get(PATH + "dependencies?environment=Development&format=mermaid");
    assertTrue(mermaid.body().asText().startsWith("flowchart LR"), mermaid.toString());
    assertEquals(400, plane.get(PATH + "dependencies?environment=Here").status());
    assertEquals(404, plane.get("/plugins/none/dependencies?environment=QA").status());
  }
}
