package io.hotswap.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What authors read of their failed calls.
class FailuresTest {
  private static final String PATH = "/plugins/markdown/versions/1.0.0/failures";
  private HealthFixture healthFixture;

  @BeforeEach
  void open() {
    healthFixture = new HealthFixture();
    healthFixture.deploy("1.0.0");
  }

  @AfterEach
  void close() {
    healthFixture.close();
  }

  @Test
  void the_newest_of_all_nodes_come_first() {
    assertEquals(0, healthFixture.get(PATH).body().at("/items").size());
    healthFixture.failed("n1", 100, "first");
    healthFixture.failed("n2", 50, "second");
    var list = healthFixture.as(Role.Developer, "GET", PATH).send();
    assertEquals(200, list.status(), list.toString());
    Documented.conforms(Action.LIST_FAILURES, list);
    assertEquals("second", list.body().at("/items/0/message").asText());
    assertEquals("n2", list.body().at("/items/0/node").asText());
    assertEquals("first", list.body().at("/items/1/message").asText());
    assertEquals("a.B.c(B.java:1)", list.body().at("/items/1/frames/0").asText());
    var elsewhere = healthFixture.get(PATH + "?environment=QA");
    assertEquals(0, elsewhere.body().at("/items").size());
  }

  @Test
  void many_are_cut_and_tenants_are_not_told_of_them() {
    for (int node = 0; node < 30; node++) {
      healthFixture.failed("n" + node, node, "failure");
    }
    assertEquals(20, healthFixture.get(PATH).body().at("/items").size());
    assertEquals(403, healthFixture.as(Role.TenantOwner, "GET", PATH).send().status());
  }

  @Test
  void a_version_with_build_metadata_is_found_by_its_path() {
    for (var version : List.of("2.0.0+build.7", "2.0.0-rc.1+a-b")) {
      healthFixture.register(version);
      for (var path : List.of(version, version.replace("+", "%2B"))) {
        var list = healthFixture.get("/plugins/markdown/versions/" + path + "/failures");
        assertEquals(200, list.status(), list.toString());
        assertEquals(version, list.body().at("/version").asText());
      }
    }
  }

  @Test
  void what_there_is_not_is_named() {
    var version = healthFixture.get("/plugins/markdown/versions/9.9.9/failures");
    assertEquals(404, version.status());
    assertEquals("version-not-found", version.problem());
    assertEquals(
        "plugin-not-found", healthFixture.get("/plugins/no/versions/1.0.0/failures").problem());
    assertFalse(healthFixture.get("/plugins/markdown/versions/x/failures").status() < 400);
  }
}
