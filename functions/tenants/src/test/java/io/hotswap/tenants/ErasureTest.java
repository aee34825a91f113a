package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasureTest {
  private static final String PATH = "/api/v1/tenants/" + OWN;

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Reply admin(String method, String path) {
    return fixture.memberAt(Role.Admin, method, path).send();
  }

  private void disabled(String tenant, Environment where) {
    var path = "/api/v1/tenants/" + tenant + "/plugins/markdown/disable?environment=" + where;
    var reply = fixture.memberAt(Role.Admin, "POST", path).json(Map.of()).send();
    assertEquals(200, reply.status(), reply.toString());
  }

  @Test
  void what_would_go_is_answered_and_nothing_goes() {
    fixture.created(OWN);
    disabled(OWN, Environment.QA);
    disabled(OWN, Environment.Production);
    disabled(OTHER, Environment.QA);
    var reply = admin("DELETE", PATH + "?dryRun=true");
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.DELETE_TENANT, reply);
    assertEquals(2, reply.body().at("/found/Settings").asInt());
    assertEquals(1, reply.body().at("/found/Contacts").asInt());
    assertEquals(0, reply.body().at("/found/Secrets").asInt());
    assertTrue(fixture.stored(Environment.QA, OWN).isPresent());
    assertTrue(fixture.stores().erasures().open().isEmpty());
  }

  @Test
  void an_erasure_is_a_job_that_can_be_watched() {
    fixture.created(OWN);
    disabled(OWN, Environment.QA);
    var reply = admin("DELETE", PATH);
    assertEquals(202, reply.status(), reply.toString());
    Documented.conforms(Action.DELETE_TENANT, reply);
    var id = reply.body().path("id").asText();
    assertTrue(reply.header("Location").endsWith("erasures/" + id), reply.toString());
    var seen = admin("GET", "/api/v1/erasures/" + id);
    Documented.conforms(Action.VIEW_ERASURE, seen);
    assertEquals(reply.body(), seen.body());
    assertEquals("Waiting", seen.body().path("status").asText());
    assertEquals(OWN, seen.body().path("tenantId").asText());
    assertEquals(1, seen.body().at("/found/Settings").asInt());
    assertFalse(seen.body().path("left").isEmpty());
    assertEquals("deleteTenant", fixture.audit(OWN).getLast().action());
  }

  @Test
  void a_tenant_that_nobody_created_may_have_settings_to_erase() {
    disabled(OWN, Environment.QA);
    var reply = admin("DELETE", PATH);
    assertEquals(202, reply.status(), reply.toString());
    assertEquals(0, reply.body().at("/found/Contacts").asInt());
    assertEquals(1, reply.body().at("/found/Settings").asInt());
  }

  @Test
  void a_tenant_is_erased_once_at_a_time_and_nothing_of_it_changes_meanwhile() {
    fixture.created(OWN);
    disabled(OWN, Environment.QA);
    var first = admin("DELETE", PATH);
    assertEquals(first.body(), admin("DELETE", PATH).body());
    for (var reply :
        List.of(
            admin("POST", PATH + "/plugins/markdown/enable?environment=QA"),
            fixture
                .memberAt(Role.Admin, "PUT", PATH + "/contacts")
                .json(Map.of("contacts", List.of()))
                .send())) {
      assertEquals(409, reply.status(), reply.toString());
      assertEquals("being-erased", reply.problem());
      assertEquals(
          "#path/tenantId", reply.body().at("/errors/0/pointer").asText(), reply.toString());
    }
    var again =
        fixture
            .memberAt(Role.Admin, "POST", "/api/v1/tenants")
            .json(Map.of("id", OWN, "name", "Anew", "contacts", List.of()))
            .send();
    assertEquals(409, again.status(), again.toString());
    assertEquals("/id", again.body().at("/errors/0/pointer").asText(), again.toString());
    disabled(OTHER, Environment.QA);
  }

  @Test
  void an_erasure_that_is_not_there_is_not_found() {
    var reply = admin("GET", "/api/v1/erasures/" + UUID.randomUUID());
    assertEquals(404, reply.status(), reply.toString());
    assertEquals("erasure-not-found", reply.problem());
    assertEquals(400, admin("GET", "/api/v1/erasures/1").status());
  }
}
