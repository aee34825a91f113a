package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.TenantDefaults;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinsTest {
  private static final Environment WHERE = Environment.Production;
  private static final String PATH = "/markdown/version?environment=Production";

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_tenant_is_pinned_to_a_version_that_a_deployment_brought_there() {
    var deployment = fixture.deployed("1.0.0", WHERE);
    fixture.deployed("1.1.0", WHERE);
    var until = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
    var reply =
        pin(Map.of("version", "1.0.0", "reason", "templates", "expiresAt", until.toString()));
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.PIN_TENANT, reply);
    assertEquals("1.0.0", reply.body().path("version").asText());
    assertEquals(until.toString(), reply.body().at("/pin/expiresAt").asText());
    var pin = fixture.stored(WHERE, OWN).orElseThrow().pin().orElseThrow();
    assertEquals(
        new RoutedVersion("1.0.0", Digest.over("1.0.0"), 10, deployment.toString(), "trace"),
        pin.version());
    assertEquals("templates", pin.reason());
    var record = fixture.audit(OWN).getFirst();
    assertEquals("pinTenant", record.action());
    assertEquals("1.0.0", record.after().get("version"));
    assertEquals("templates", record.after().get("reason"));
  }

  @Test
  void a_deprecated_version_is_pinned_with_a_warning() {
    fixture.deployed("1.0.0", WHERE);
    fixture.deprecated("1.0.0", "Old.");
    var body = Map.of("version", "1.0.0", "reason", "templates");
    var tried = fixture.owner("PUT", PATH + "&dryRun=true").json(body).send();
    Documented.conforms(Action.PIN_TENANT, tried);
    var warning = "[\"1.0.0 is deprecated: Old.\"]";
    assertEquals(warning, tried.body().at("/after/warnings").toString());
    assertEquals("[]", tried.body().at("/before/warnings").toString());
    assertEquals(warning, pin(body).body().at("/warnings").toString());
    fixture.deployed("1.1.0", WHERE);
    var other = pin(Map.of("version", "1.1.0", "reason", "templates"));
    assertEquals("[]", other.body().at("/warnings").toString());
  }

  @Test
  void the_same_pin_again_changes_nothing_and_another_reason_does() {
    fixture.deployed("1.0.0", WHERE);
    pin(Map.of("version", "1.0.0", "reason", "templates"));
    var again = pin(Map.of("version", "1.0.0", "reason", "templates"));
    assertEquals("\"1\"", again.header("ETag"), again.toString());
    var other = pin(Map.of("version", "1.0.0", "reason", "contract"));
    assertEquals("\"2\"", other.header("ETag"), other.toString());
    assertEquals(2, fixture.audit(OWN).size());
  }

  @Test
  void no_other_version_can_be_pinned() {
    fixture.deployed("1.0.0", Environment.QA);
    fixture.requestedOnly("1.1.0", WHERE);
    fixture.deployed("9.0.0", WHERE); // and deleted since
    for (var version : List.of("1.0.0", "1.1.0", "9.0.0", "4.7.11")) {
      var reply = pin(Map.of("version", version, "reason", "why"));
      assertEquals(400, reply.status(), reply.toString());
      Documented.conforms(Action.PIN_TENANT, reply);
      assertEquals("invalid-settings", reply.problem());
      assertEquals("/version", pointer(reply));
    }
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
  }

  @Test
  void a_pin_ends_in_the_future() {
    fixture.deployed("1.0.0", WHERE);
    for (var bad : List.of("2020-01-01T00:00:00Z", "2999-02-31T00:00:00Z", "tomorrow")) {
      var reply = pin(Map.of("version", "1.0.0", "reason", "why", "expiresAt", bad));
      assertEquals(400, reply.status(), bad + ": " + reply);
      assertEquals("/expiresAt", pointer(reply), bad);
    }
  }

  @Test
  void a_pin_takes_a_reason() {
    var reply = pin(Map.of("version", "1.0.0"));
    assertEquals(400, reply.status(), reply.toString());
    assertEquals("/reason", pointer(reply));
  }

  @Test
  void a_dry_run_pins_nothing() {
    fixture.deployed("1.0.0", WHERE);
    var dry =
        fixture
            .owner("PUT", PATH + "&dryRun=true")
            .json(Map.of("version", "1.0.0", "reason", "why"))
            .send();
    assertEquals("1.0.0", dry.body().at("/after/version").asText(), dry.toString());
    assertFalse(dry.body().path("before").has("version"));
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
  }

  @Test
  void an_unpinned_tenant_moves_with_the_deployments_again() {
    fixture.deployed("1.0.0", WHERE);
    pin(Map.of("version", "1.0.0", "reason", "templates"));
    var unpinned = fixture.owner("DELETE", PATH).send();
    assertEquals(200, unpinned.status(), unpinned.toString());
    Documented.conforms(Action.UNPIN_TENANT, unpinned);
    assertFalse(unpinned.body().has("pin"));
    assertTrue(fixture.stored(WHERE, OWN).orElseThrow().routing(TenantDefaults.OPEN).isMovable());
    var again = fixture.owner("DELETE", PATH).send();
    assertEquals(unpinned.header("ETag"), again.header("ETag"));
    var records = fixture.audit(OWN);
    assertEquals(
        List.of("pinTenant", "unpinTenant"), records.stream().map(it -> it.action()).toList());
    assertEquals("1.0.0", records.getLast().before().get("version"));
    assertFalse(records.getLast().after().containsKey("version"));
  }

  private Reply pin(Map<String, String> body) {
    return fixture.owner("PUT", PATH).json(body).send();
  }

  private static String pointer(Reply reply) {
    return reply.body().at("/errors/0/pointer").asText();
  }
}
