package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginPinsTest {
  private static final String HERE = "?environment=Production";
  private static final String PINS = "/api/v1/plugins/markdown/pins" + HERE;

  private final TenantsFixture fixture = new TenantsFixture();

  @BeforeEach
  void pinned() {
    fixture.deployed("1.0.0", Environment.Production);
    fixture.deployed("1.1.0", Environment.Production);
    pin(OWN, "1.1.0");
    pin(OTHER, "1.0.0");
    fixture.as("ada", "POST", "third", "/markdown/disable" + HERE, Role.Admin).send();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void who_is_pinned_where_and_since_when_is_listed() {
    var all = list("");
    assertEquals(List.of(OTHER, OWN), tenants(all));
    var first = all.body().at("/items/0");
    assertEquals("1.0.0", first.path("version").asText());
    assertEquals("why", first.path("reason").asText());
    assertFalse(first.path("since").asText().isEmpty(), all.toString());
    assertFalse(first.has("expiresAt"));
    assertEquals(List.of(OWN), tenants(list("&version=1.1.0")));
    assertEquals(List.of(), tenants(list("&version=9.9.9")));
  }

  @Test
  void it_is_listed_where_a_version_is_in_its_life() {
    fixture.deprecated("1.0.0", "Old.");
    var states = list("").body().path("items").findValuesAsText("lifecycle");
    assertEquals(List.of("Deprecated", "Active"), states);
  }

  @Test
  void it_is_listed_in_pages() {
    var first = list("&limit=1");
    var second = list("&limit=1&next=" + first.body().path("next").asText());
    assertEquals(List.of(List.of(OTHER), List.of(OWN)), List.of(tenants(first), tenants(second)));
    var other = list("&version=1.0.0&next=" + first.body().path("next").asText());
    assertEquals(List.of(), tenants(other));
  }

  @Test
  void whoever_is_unpinned_leaves_the_list() {
    fixture.owner("DELETE", "/markdown/version" + HERE).send();
    assertEquals(List.of(OTHER), tenants(list("")));
  }

  @Test
  void there_are_no_pins_of_an_unknown_plugin() {
    var reply = get("/api/v1/plugins/nothing/pins" + HERE);
    assertEquals(404, reply.status(), reply.toString());
    Documented.conforms(Action.LIST_PLUGIN_PINS, reply);
  }

  private Reply list(String more) {
    var reply = get(PINS + more);
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.LIST_PLUGIN_PINS, reply);
    return reply;
  }

  private Reply get(String path) {
    return fixture.memberAt(Role.Viewer, "GET", path).send();
  }

  private void pin(String tenant, String version) {
    var body = Map.of("version", version, "reason", "why");
    var path = "/markdown/version" + HERE;
    var reply = fixture.as("ada", "PUT", tenant, path, Role.Admin).json(body).send();
    assertEquals(200, reply.status(), reply.toString());
  }

  private static List<String> tenants(Reply page) {
    return StreamSupport.stream(page.body().path("items").spliterator(), false)
        .map((JsonNode it) -> it.path("tenantId").asText())
        .toList();
  }
}
