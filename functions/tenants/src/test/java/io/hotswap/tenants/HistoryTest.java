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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final String HERE = "?environment=QA";
  private static final String HISTORY = "/markdown/history" + HERE;

  private final TenantsFixture fixture = new TenantsFixture();

  @BeforeEach
  void changed() {
    var secret = Map.of("reason", "as rival wishes");
    fixture.admin("POST", "/markdown/disable" + HERE).json(secret).send();
    fixture.owner("POST", "/markdown/enable" + HERE).send();
    fixture.owner("POST", "/markdown/disable?environment=Staging").send();
    fixture.owner("POST", "/shop/disable" + HERE).send();
    fixture.as("ada", "POST", OTHER, "/markdown/disable" + HERE, Role.Admin).send();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_changes_of_a_tenants_settings_are_listed_newest_first() {
    var all = list(fixture.admin("GET", HISTORY).send());
    assertEquals(List.of("enableTenantPlugin", "disableTenantPlugin"), actions(all));
    assertEquals("false", all.body().at("/items/0/before/enabled").asText());
    assertEquals("true", all.body().at("/items/0/after/enabled").asText());
    assertTrue(all.body().at("/items/1").has("actor"), all.toString());
    var first = list(fixture.admin("GET", HISTORY + "&limit=1").send());
    var next = first.body().path("next").asText();
    var second = list(fixture.admin("GET", HISTORY + "&limit=1&next=" + next).send());
    assertEquals(actions(all), List.of(actions(first).getFirst(), actions(second).getFirst()));
  }

  @Test
  void an_owner_sees_the_own_tenants_without_the_platforms_people_and_reasons() {
    var own = list(fixture.owner("GET", HISTORY).send());
    assertTrue(own.body().at("/items/0").has("actor"), own.toString());
    assertFalse(own.body().at("/items/1").has("actor"), own.toString());
    assertFalse(own.body().toString().contains("rival"), own.toString());
    var other = fixture.member(Role.TenantOwner, "GET", OTHER, HISTORY).send();
    assertEquals(403, other.status(), other.toString());
  }

  @Test
  void what_was_never_changed_has_no_history() {
    var path = "/markdown/history?environment=Production";
    assertEquals(List.of(), actions(list(fixture.owner("GET", path).send())));
    var unknown = fixture.owner("GET", "/nothing/history" + HERE).send();
    assertEquals(404, unknown.status(), OWN + unknown);
  }

  private static Reply list(Reply reply) {
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.LIST_TENANT_HISTORY, reply);
    return reply;
  }

  private static List<String> actions(Reply page) {
    List<String> actions = new ArrayList<>();
    page.body().path("items").forEach(it -> actions.add(it.path("action").asText()));
    return actions;
  }
}
