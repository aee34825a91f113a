package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleTest extends RegistrationTest {
  private static final String END =
      Instant.now().plus(Duration.ofDays(60)).truncatedTo(ChronoUnit.SECONDS).toString();

  @Test
  void a_deprecated_version_says_so_to_everybody() {
    registered("old", "1.0.0", "1.1.0");
    var body =
        Map.of(
            "message",
            "It rounds down.",
            "successor",
            "1.1.0",
            "endOfLife",
            END,
            "onEndOfLife",
            "Migrate");
    var reply = deprecate("old", "1.0.0", body);
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.DEPRECATE_VERSION, reply);
    assertEquals("Deprecated", reply.body().at("/state").asText());
    var listed = version(get(PLUGINS + "/old/versions"), "1.0.0");
    assertEquals(reply.body(), listed);
    assertEquals("It rounds down.", listed.at("/deprecation/message").asText());
    assertEquals(END, listed.at("/deprecation/endOfLife").asText());
    assertEquals("Migrate", listed.at("/deprecation/onEndOfLife").asText());
    assertFalse(listed.at("/deprecation").has("ended"));
    assertEquals("Active", version(get(PLUGINS + "/old/versions"), "1.1.0").at("/state").asText());
    var audit = audited(PluginId.of("old").toString()).getLast();
    assertEquals("deprecateVersion", audit.action());
    assertEquals("Active", audit.before().get("lifecycle"));
    assertEquals("1.1.0", audit.after().get("successor"));
  }

  @Test
  void said_again_it_replaces_what_was_said_and_the_same_changes_nothing() {
    registered("deprecated-twice", "1.0.0");
    deprecate("deprecated-twice", "1.0.0", Map.of("message", "Old.", "endOfLife", END));
    var second = deprecate("deprecated-twice", "1.0.0", Map.of("message", "Very old."));
    assertEquals("Very old.", second.body().at("/deprecation/message").asText());
    assertTrue(second.body().at("/deprecation/endOfLife").isMissingNode());
    var records = audited(PluginId.of("deprecated-twice").toString()).size();
    assertEquals(
        second.body(),
        deprecate("deprecated-twice", "1.0.0", Map.of("message", "Very old.")).body());
    assertEquals(records, audited(PluginId.of("deprecated-twice").toString()).size());
  }

  @Test
  void a_withdrawal_shows_its_reason_to_the_staff_only() {
    registered("withdrawn-leaky", "1.0.0");
    var reply = send("POST", "withdrawn-leaky", "1.0.0/withdraw", Map.of("reason", "It leaks."));
    Documented.conforms(Action.WITHDRAW_VERSION, reply);
    assertEquals("Withdrawn", reply.body().at("/state").asText());
    assertEquals("It leaks.", reply.body().at("/withdrawal/reason").asText());
    var owner = as(Role.TenantOwner, "GET", PLUGINS + "/withdrawn-leaky/versions").send();
    assertEquals("Withdrawn", version(owner, "1.0.0").at("/state").asText());
    assertTrue(version(owner, "1.0.0").at("/withdrawal/reason").isMissingNode());
  }

  @Test
  void both_are_taken_back_one_by_one() {
    registered("back", "1.0.0");
    deprecate("back", "1.0.0", Map.of("message", "Old."));
    send("POST", "back", "1.0.0/withdraw", Map.of("reason", "It leaks."));
    var first = send("DELETE", "back", "1.0.0/withdraw");
    Documented.conforms(Action.END_WITHDRAWAL, first);
    assertEquals("Deprecated", first.body().at("/state").asText());
    var second = send("DELETE", "back", "1.0.0/deprecate");
    Documented.conforms(Action.END_DEPRECATION, second);
    assertEquals("Active", second.body().at("/state").asText());
    assertEquals("endDeprecation", audited(PluginId.of("back").toString()).getLast().action());
    assertEquals(200, send("DELETE", "back", "1.0.0/deprecate").status());
  }

  @Test
  void what_cannot_be_is_refused_with_its_place() {
    registered("bad", "1.0.0", "1.1.0");
    send("POST", "bad", "1.1.0/withdraw", Map.of("reason", "It leaks."));
    for (var successor : new String[] {"1.0.0", "1.1.0", "9.9.9"}) {
      invalid(Map.of("message", "m", "successor", successor), "/successor");
    }
    invalid(Map.of("message", "m", "endOfLife", "2026-01-01T00:00:00Z"), "/endOfLife");
    var noDay =
        deprecate("bad", "1.0.0", Map.of("message", "m", "endOfLife", "2027-02-30T00:00:00Z"));
    assertProblem(Action.DEPRECATE_VERSION, noDay, 400, "malformed-body", "/endOfLife");
    var both = Map.of("message", "m", "successor", "9.9.9", "endOfLife", "2026-01-01T00:00:00Z");
    invalid(both, "/successor", "/endOfLife");
    invalid(Map.of("message", "m", "onEndOfLife", "Disable"), "/onEndOfLife");
    var nowhere = Map.of("message", "m", "endOfLife", END, "onEndOfLife", "Migrate");
    invalid(nowhere, "/onEndOfLife");
    var unknown = deprecate("bad", "3.0.0", Map.of("message", "m"));
    assertProblem(Action.DEPRECATE_VERSION, unknown, 404, "version-not-found");
    var nothing = send("DELETE", "nothing", "3.0.0/withdraw");
    assertProblem(Action.END_WITHDRAWAL, nothing, 404, "plugin-not-found");
  }

  private static void invalid(Map<String, ?> body, String... pointers) {
    var refused = deprecate("bad", "1.0.0", body);
    assertProblem(Action.DEPRECATE_VERSION, refused, 400, "invalid-lifecycle", pointers);
  }

  @Test
  void a_version_that_is_registered_anew_is_active() {
    registered("anew", "1.0.0");
    send("POST", "anew", "1.0.0/withdraw", Map.of("reason", "It leaks."));
    assertEquals(204, as(Role.Admin, "DELETE", PLUGINS + "/anew").send().status());
    registered("anew", "1.0.0");
    assertEquals("Active", version(get(PLUGINS + "/anew/versions"), "1.0.0").at("/state").asText());
  }

  private static void registered(String name, String... versions) {
    for (var version : versions) {
      assertEquals(201, inline(name, plugin(name, version)).status());
    }
  }

  private static Reply deprecate(String name, String version, Map<String, ?> body) {
    return send("POST", name, version + "/deprecate", body);
  }

  private static Reply send(String method, String name, String rest, Map<String, ?> body) {
    return as(Role.Admin, method, PLUGINS + "/" + name + "/versions/" + rest).json(body).send();
  }

  private static Reply send(String method, String name, String rest) {
    return as(Role.Admin, method, PLUGINS + "/" + name + "/versions/" + rest).send();
  }

  private static JsonNode version(Reply listed, String version) {
    Documented.conforms(Action.LIST_VERSIONS, listed);
    for (var item : listed.body().at("/items")) {
      if (item.at("/version").asText().equals(version)) {
        return item.at("/lifecycle");
      }
    }
    throw new AssertionError(listed.toString());
  }
}
