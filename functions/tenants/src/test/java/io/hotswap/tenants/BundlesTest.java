package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static io.hotswap.tenants.TenantsFixture.bundle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BundlesTest {
  private static final Environment WHERE = Environment.Production;

  private final TenantsFixture fixture = new TenantsFixture();

  @BeforeEach
  void deploy() {
    fixture.deployed("1.0.0", WHERE);
    fixture.serves("1.0.0", WHERE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_bundle_of_an_answer_names_code_defaults_and_the_own_configuration() {
    configure(OWN, 3);
    configure(OWN, 4);
    var reply = look(Role.TenantOwner, bundle("1.0.0", 1), "");
    Documented.conforms(Action.VIEW_BUNDLE, reply);
    var found = reply.body();
    assertEquals("markdown", found.path("plugin").asText(), reply.toString());
    assertEquals("1.0.0", found.path("version").asText());
    assertTrue(found.path("digest").asText().startsWith("sha256:"));
    assertEquals("{\"allowRawHtml\":false}", found.path("defaults").toString());
    assertEquals(1, found.path("configuration").asLong());
    assertEquals(OWN, found.path("tenantId").asText());
    assertEquals(3, found.at("/config/headings/most").asInt());
  }

  @Test
  void the_bundle_of_a_release_names_its_default_configuration() {
    var bundle = fixture.servesWith("1.0.0", WHERE, "{\"allowRawHtml\":true}");
    var reply = look(Role.TenantOwner, bundle, "");
    Documented.conforms(Action.VIEW_BUNDLE, reply);
    assertTrue(reply.body().path("release").asText().startsWith("1.0.0@"), reply.toString());
    assertEquals("1.0.0", reply.body().path("version").asText());
    assertEquals("{\"allowRawHtml\":true}", reply.body().path("defaultConfiguration").toString());
    assertEquals("{\"allowRawHtml\":true}", reply.body().path("defaults").toString());
  }

  @Test
  void what_a_tenant_has_not_set_comes_from_the_default_configuration_of_the_release() {
    fixture.servesWith("1.0.0", WHERE, "{\"allowRawHtml\":true}");
    configure(OWN, 3);
    var path = "/markdown/config?environment=" + WHERE;
    var reply = fixture.member(Role.Admin, "GET", OWN, path).send();
    Documented.conforms(Action.VIEW_TENANT_CONFIGURATION, reply);
    var effective = reply.body().at("/effective/0");
    assertEquals("1.0.0", effective.path("version").asText(), reply.toString());
    assertTrue(effective.path("release").asText().startsWith("1.0.0@"), reply.toString());
    assertTrue(effective.at("/config/allowRawHtml").asBoolean(), reply.toString());
    assertEquals(3, effective.at("/config/headings/most").asInt(), reply.toString());
  }

  @Test
  void nobody_sees_the_configuration_of_another_tenant() {
    configure(OTHER, 3);
    configure(OTHER, 4);
    configure(OWN, 9);
    assertRefused(
        403, "wrong-tenant", look(Role.TenantOwner, bundle("1.0.0", 2), "&tenant=" + OTHER));
    assertRefused(404, "bundle-not-found", look(Role.TenantOwner, bundle("1.0.0", 2), ""));
    var own = look(Role.TenantOwner, bundle("1.0.0", 1), "");
    assertEquals(9, own.body().at("/config/headings/most").asInt(), own.toString());
  }

  @Test
  void staff_name_the_tenant_whose_values_they_want_to_see() {
    configure(OTHER, 4);
    var code = look(Role.Viewer, bundle("1.0.0", 1), "");
    assertEquals(1, code.body().path("configuration").asLong(), code.toString());
    assertTrue(code.body().path("config").isMissingNode(), code.toString());
    var named = look(Role.Viewer, bundle("1.0.0", 1), "&tenant=" + OTHER);
    assertEquals(4, named.body().at("/config/headings/most").asInt(), named.toString());
  }

  @Test
  void what_was_never_deployed_is_not_found() {
    assertRefused(404, "bundle-not-found", look(Role.Admin, bundle("1.1.0", 0), ""));
    assertRefused(400, "invalid-parameter", look(Role.Admin, "0".repeat(15) + ".0", ""));
    assertFalse(bundle("1.0.0", 0).equals(bundle("1.1.0", 0)));
  }

  private void configure(String tenant, int most) {
    var path = "/markdown/config?environment=" + WHERE;
    var body = Map.of("config", Map.of("headings", Map.of("most", most)));
    var reply = fixture.member(Role.Admin, "PUT", tenant, path).json(body).send();
    assertEquals(200, reply.status(), reply.toString());
  }

  private Reply look(Role role, String bundle, String query) {
    var path = "/api/v1/bundles/" + bundle + "?environment=" + WHERE + query;
    return fixture.memberAt(role, "GET", path).send();
  }

  private static void assertRefused(int status, String problem, Reply reply) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(problem, reply.problem(), reply.toString());
  }
}
