package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final Environment WHERE = Environment.Production;
  private static final String PATH = "/markdown/config?environment=Production";
  private static final String CANARY = "sk_live_4711";

  private final TenantsFixture fixture = new TenantsFixture();

  SecretsTest() {
    fixture.serves("1.0.0", WHERE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_secret_is_shown_as_present_and_its_value_is_in_no_table() {
    var reply =
        fixture
            .owner("PUT", PATH)
            .header("Idempotency-Key", "once")
            .json(Map.of("config", Map.of("allowRawHtml", true, "apiKey", CANARY)))
            .send();
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.SET_TENANT_CONFIGURATION, reply);
    var shown = fixture.owner("GET", PATH).send();
    Documented.conforms(Action.VIEW_TENANT_CONFIGURATION, shown);
    assertEquals("{\"allowRawHtml\":true}", shown.body().path("config").toString());
    assertEquals(1, shown.body().at("/secrets/apiKey/version").asInt(), shown.toString());
    assertFalse((reply.toString() + shown).contains(CANARY));
    assertFalse(fixture.isStoredAnywhere(CANARY));
    assertEquals(Optional.of(CANARY), fixture.secret(WHERE, OWN, "apiKey", 1));
    assertEquals("/allowRawHtml, /apiKey", fixture.audit(OWN).getLast().after().get("changed"));
  }

  @Test
  void another_value_leaves_the_one_before_readable_for_the_overlap() {
    set(Map.of("apiKey", "first"));
    var body = Map.of("config", Map.of("apiKey", "second"), "overlapSeconds", 600);
    var reply = fixture.owner("PUT", PATH).json(body).send();
    Documented.conforms(Action.SET_TENANT_CONFIGURATION, reply);
    assertEquals(2, reply.body().at("/secrets/apiKey/version").asInt());
    assertTrue(reply.body().at("/secrets/apiKey").has("previousUntil"), reply.toString());
    assertEquals(Optional.of("first"), fixture.secret(WHERE, OWN, "apiKey", 1));
    assertEquals(Optional.of("second"), fixture.secret(WHERE, OWN, "apiKey", 2));
    var dry = fixture.owner("PUT", PATH + "&dryRun=true").json(body).send();
    Documented.conforms(Action.SET_TENANT_CONFIGURATION, dry);
    assertEquals("[\"/apiKey\"]", dry.body().path("changes").toString(), dry.toString());
    assertEquals(2, fixture.stored(WHERE, OWN).orElseThrow().configuration());
  }

  @Test
  void a_secret_stays_until_it_is_null() {
    set(Map.of("apiKey", CANARY));
    set(Map.of("allowRawHtml", true));
    assertEquals(1, shown().at("/secrets/apiKey/version").asInt());
    Map<String, Object> removal = new HashMap<>();
    removal.put("apiKey", null);
    assertEquals(200, set(removal).status());
    assertEquals("{}", shown().path("secrets").toString());
  }

  @Test
  void a_schema_that_requires_a_secret_is_content_once_there_is_one() {
    fixture.serves("2.0.0", WHERE);
    var without = set(Map.of());
    assertEquals(List.of("/config/apiKey"), pointers(without), without.toString());
    assertEquals(200, set(Map.of("apiKey", CANARY)).status());
    assertEquals(200, set(Map.of("allowRawHtml", true)).status());
  }

  @Test
  void a_managed_secret_has_to_be_tagged_with_the_tenant() {
    var arn = TenantsFixture.managedSecret(OWN);
    var reply = set(Map.of("apiKey", Map.of("secretArn", arn)));
    Documented.conforms(Action.SET_TENANT_CONFIGURATION, reply);
    assertEquals(arn, reply.body().at("/secrets/apiKey/secretArn").asText(), reply.toString());
    for (var foreign : List.of(TenantsFixture.managedSecret(OTHER), arn + "x")) {
      var refused = set(Map.of("apiKey", Map.of("secretArn", foreign)));
      assertEquals(400, refused.status(), refused.toString());
      assertEquals(List.of("/config/apiKey/secretArn"), pointers(refused));
    }
  }

  @Test
  void no_refusal_repeats_a_value() {
    var wrong =
        List.of(
            Map.of("apiKey", List.of(CANARY)),
            Map.of("apiKey", Map.of("secretArn", CANARY)),
            Map.of("apiKey", Map.of("value", CANARY)),
            Map.of("apiKey", CANARY, "colour", 1),
            Map.of("apiKey", CANARY.repeat(1_000)));
    for (var config : wrong) {
      assertSilent(fixture.owner("PUT", PATH).json(Map.of("config", config)).send());
    }
    assertSilent(text("{\"config\": {\"apiKey\": %s}}".formatted(CANARY)));
    assertSilent(text("{\"config\": {\"apiKey\": \"%s".formatted(CANARY)));
    assertSilent(
        text("{\"config\": {\"apiKey\": \"%s\"}, \"overlapSeconds\": -1}".formatted(CANARY)));
    assertFalse(fixture.isStoredAnywhere(CANARY));
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
  }

  private static void assertSilent(Reply reply) {
    assertEquals(400, reply.status(), reply.toString());
    assertFalse(reply.toString().contains(CANARY), reply.toString());
  }

  private Reply set(Map<String, ?> values) {
    return fixture.owner("PUT", PATH).json(Map.of("config", values)).send();
  }

  private Reply text(String body) {
    return fixture.owner("PUT", PATH).header("Content-Type", "application/json").body(body).send();
  }

  private static List<String> pointers(Reply reply) {
    return StreamSupport.stream(reply.body().path("errors").spliterator(), false)
        .map(it -> it.path("pointer").asText())
        .toList();
  }

  private JsonNode shown() {
    return fixture.owner("GET", PATH).send().body();
  }
}
