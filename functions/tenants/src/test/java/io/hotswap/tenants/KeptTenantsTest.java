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

/// Tenants that a deployment of 1.1.0 went around.
class KeptTenantsTest {
  private static final String HERE = "?environment=Production";
  private static final String KEPT = "/api/v1/plugins/markdown/kept-tenants" + HERE;

  private final TenantsFixture fixture = new TenantsFixture();

  @BeforeEach
  void kept() {
    fixture.deployed("1.0.0", Environment.Production);
    fixture.serves("1.0.0", Environment.Production);
    configured(OWN, true);
    configured(OTHER, true);
    fixture.serves("1.1.0", Environment.Production, Map.of(OWN, 1L, OTHER, 1L));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void who_is_kept_from_what_is_listed_in_pages() {
    var all = list("");
    assertEquals(List.of(OWN, OTHER), tenants(all));
    assertEquals("1.0.0", all.body().at("/items/0/version").asText());
    assertEquals("[\"1.1.0\"]", all.body().at("/items/0/from").toString());
    var first = list("&limit=1");
    var second = list("&limit=1&next=" + first.body().path("next").asText());
    assertEquals(List.of(List.of(OWN), List.of(OTHER)), List.of(tenants(first), tenants(second)));
    assertFalse(second.body().has("next"), second.toString());
  }

  @Test
  void an_owner_sees_what_serves_the_tenant_until_it_has_another_configuration() {
    assertEquals(
        "{\"version\":\"1.0.0\",\"from\":[\"1.1.0\"]}", settings().path("kept").toString());
    configured(OWN, false);
    assertFalse(settings().has("kept"));
    assertEquals(List.of(OTHER), tenants(list("")));
  }

  @Test
  void a_pinned_tenant_is_kept_by_its_pin() {
    var pin = Map.of("version", "1.0.0", "reason", "why");
    var reply = fixture.owner("PUT", "/markdown/version" + HERE).json(pin).send();
    assertEquals(200, reply.status(), reply.toString());
    assertFalse(reply.body().has("kept"), reply.toString());
    assertEquals(List.of(OTHER), tenants(list("")));
  }

  @Test
  void where_nothing_is_deployed_nobody_is_kept() {
    assertEquals(List.of(), tenants(get(KEPT.replace("Production", "QA"))));
    var unknown = get("/api/v1/plugins/nothing/kept-tenants" + HERE);
    assertEquals(404, unknown.status(), unknown.toString());
    Documented.conforms(Action.LIST_KEPT_TENANTS, unknown);
  }

  private JsonNode settings() {
    var reply = fixture.owner("GET", "/markdown" + HERE).send();
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.VIEW_TENANT_PLUGIN, reply);
    return reply.body();
  }

  private void configured(String tenant, boolean allowRawHtml) {
    var body = Map.of("config", Map.of("allowRawHtml", allowRawHtml));
    var path = "/markdown/config" + HERE;
    var reply = fixture.as("ada", "PUT", tenant, path, Role.Admin).json(body).send();
    assertEquals(200, reply.status(), reply.toString());
  }

  private Reply list(String more) {
    var reply = get(KEPT + more);
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.LIST_KEPT_TENANTS, reply);
    return reply;
  }

  private Reply get(String path) {
    return fixture.memberAt(Role.Viewer, "GET", path).send();
  }

  private static List<String> tenants(Reply page) {
    return StreamSupport.stream(page.body().path("items").spliterator(), false)
        .map((JsonNode it) -> it.path("tenantId").asText())
        .toList();
  }
}
