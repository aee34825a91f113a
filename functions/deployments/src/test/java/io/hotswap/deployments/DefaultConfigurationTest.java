package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.serialization.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deployments that bring a default configuration.
class DefaultConfigurationTest {
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "additionalProperties",
          false,
          "required",
          new String[] {"theme"},
          "properties",
          Map.of(
              "theme", Map.of("type", "string"),
              "tables", Map.of("type", "object"),
              "key", Map.of("type", "string", "secret", true)));

  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    plane.register("1.2.0", Map.of("configuration", SCHEMA));
    assertEquals("Succeeded", plane.complete(plane.deploy("1.0.0").body().at("/id").asText(), 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void code_and_default_configuration_are_one_release_until_it_is_rolled_back() {
    var first = completed(post("{\"theme\":\"dark\",\"tables\":{\"b\":1,\"a\":2}}"));
    var release = first.body().at("/release").asText();
    assertTrue(release.startsWith("1.2.0@"), first.toString());
    assertEquals("1.2.0", first.body().at("/version").asText());
    assertEquals("1.0.0", first.body().at("/previousRelease").asText());
    assertEquals(Optional.of(release), plane.routed().defaultVersion());
    assertEquals(
        Optional.of("{\"tables\":{\"a\":2,\"b\":1},\"theme\":\"dark\"}"),
        plane
            .stores()
            .defaultConfigurations()
            .find(Environment.Development, ControlPlane.MARKDOWN, ReleaseKey.parse(release)));
    var second = completed(post("{\"theme\":\"light\"}"));
    assertEquals(release, second.body().at("/previousRelease").asText());
    var path = "/deployments/" + second.body().at("/id").asText() + "/rollback";
    var unknown = rollBack(path, "1.2.0@000000000000");
    assertEquals("/toRelease", unknown.body().at("/errors/0/pointer").asText());
    var back = rollBack(path, release);
    Documented.conforms(Action.ROLL_BACK_DEPLOYMENT, back);
    assertEquals(release, back.body().at("/rollback/toRelease").asText(), back.toString());
    assertEquals("1.2.0", back.body().at("/rollback/toVersion").asText());
  }

  @Test
  void the_order_of_its_keys_makes_no_other_release() {
    completed(post("{\"theme\":\"dark\",\"tables\":{\"b\":1,\"a\":2}}"));
    var same = completed(post("{\"tables\":{\"a\":2,\"b\":1},\"theme\":\"dark\"}"));
    assertEquals(same.body().at("/previousRelease"), same.body().at("/release"), same.toString());
  }

  @Test
  void what_it_cannot_be_is_told_with_the_place() {
    assertPointer("/configuration/theme", post("{\"theme\":1}"));
    assertPointer("/configuration/colour", post("{\"colour\":\"red\"}"));
    assertPointer("/configuration/key", post("{\"key\":\"sk_live\"}"));
    assertPointer("/configuration", post("[]"));
    var large = post("{\"theme\":\"%s\"}".formatted("x".repeat(17_000)));
    assertPointer("/configuration", large);
    assertEquals(Optional.of("1.0.0"), plane.routed().defaultVersion());
  }

  private static void assertPointer(String pointer, Reply refused) {
    assertEquals(400, refused.status(), refused.toString());
    assertEquals(pointer, refused.body().at("/errors/0/pointer").asText(), refused.toString());
    assertTrue(!refused.toString().contains("sk_live"), "no value is repeated");
  }

  private Reply completed(Reply accepted) {
    assertEquals(202, accepted.status(), accepted.toString());
    Documented.conforms(Action.CREATE_DEPLOYMENT, accepted);
    var id = accepted.body().at("/id").asText();
    assertEquals("Succeeded", plane.complete(id, 1));
    var shown = plane.get("/deployments/" + id);
    Documented.conforms(Action.VIEW_DEPLOYMENT, shown);
    return shown;
  }

  private Reply rollBack(String path, String release) {
    return plane.as(Role.Developer, "POST", path).json(Map.of("toRelease", release)).send();
  }

  private Reply post(String configuration) {
    Map<String, Object> body = new HashMap<>(ControlPlane.deployment("1.2.0"));
    body.put("configuration", Json.read(configuration, Object.class));
    return plane.as(Role.Developer, "POST", "/deployments").json(body).send();
  }
}
