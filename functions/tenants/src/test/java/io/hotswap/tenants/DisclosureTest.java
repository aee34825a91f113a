package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.api.Disclosed;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisclosureTest {
  private static final String HERE = "?environment=Production";

  @Test
  void the_reason_of_a_pin_is_for_the_platforms_own_people() {
    try (var fixture = new TenantsFixture()) {
      fixture.deployed("1.0.0", Environment.Production);
      var pinned =
          fixture
              .admin("PUT", "/markdown/version" + HERE)
              .json(Map.of("version", "1.0.0", "reason", "as rival wishes"))
              .send();
      assertEquals(200, pinned.status(), pinned.toString());
      var shown = new Disclosed(List.of("as rival wishes"), List.of(), List.of("1.0.0", OWN));
      shown.check(
          Action.VIEW_TENANT_PLUGIN,
          role -> fixture.member(role, "GET", OWN, "/markdown" + HERE).send());
      shown.check(
          Action.LIST_TENANT_PLUGINS, role -> fixture.member(role, "GET", OWN, HERE).send());
    }
  }

  /// Neither by its answer nor by another answer than for a tenant that does not exist.
  @Test
  void an_owner_learns_nothing_of_another_tenant() {
    try (var fixture = new TenantsFixture()) {
      fixture.as("ada", "POST", OTHER, "/markdown/disable" + HERE, Role.Admin).send();
      for (var path : List.of("/markdown" + HERE, "/nothing" + HERE, HERE)) {
        var existing = fixture.member(Role.TenantOwner, "GET", OTHER, path).send();
        var missing = fixture.member(Role.TenantOwner, "GET", "nobody", path).send();
        assertEquals(403, existing.status(), existing.toString());
        assertEquals("wrong-tenant", existing.problem());
        assertEquals(existing.body().path("detail"), missing.body().path("detail"));
        assertEquals(existing.problem(), missing.problem());
        assertFalse(existing.body().toString().contains(OTHER), existing.toString());
      }
    }
  }

  @Test
  void what_is_listed_is_the_tenants_own() {
    try (var fixture = new TenantsFixture()) {
      fixture.as("ada", "POST", OTHER, "/markdown/disable" + HERE, Role.Admin).send();
      fixture.as("ada", "POST", OTHER, "/shop/disable" + HERE, Role.Admin).send();
      fixture.owner("POST", "/shop/disable" + HERE).send();
      var next = fixture.as("ada", "GET", OTHER, HERE + "&limit=1", Role.Admin).send();
      assertEquals(1, next.body().path("items").size(), next.toString());
      var cursor = next.body().path("next").asText();
      var mine = fixture.owner("GET", HERE + "&next=" + cursor).send();
      assertEquals(200, mine.status(), mine.toString());
      assertFalse(mine.body().toString().contains(OTHER), mine.toString());
    }
  }
}
