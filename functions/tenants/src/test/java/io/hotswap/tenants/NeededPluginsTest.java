package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A tenant of a plugin that needs another one.
class NeededPluginsTest {
  private static final String HERE = "?environment=Production";

  private final TenantsFixture fixture = new TenantsFixture();

  @BeforeEach
  void serving() {
    fixture.deployed("1.0.0", Environment.Production);
    fixture.deployed("2.0.0", Environment.Production);
    fixture.serves("1.0.0", Environment.Production);
    fixture.shopNeedsMarkdown("^1.0.0", Environment.Production);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Reply owner(String method, String path, Map<String, String> body) {
    return fixture.owner(method, path + HERE).json(body).send();
  }

  @Test
  void what_is_needed_is_disabled_only_after_what_needs_it() {
    var refused = owner("POST", "/markdown/disable", Map.of());
    assertEquals("dependency-unmet", refused.problem(), refused.toString());
    assertEquals(
        "Change the tenant's settings of shop first.", refused.body().at("/errors/0/fix").asText());
    assertEquals(200, owner("POST", "/shop/disable", Map.of()).status());
    assertEquals(200, owner("POST", "/markdown/disable", Map.of()).status());
    var enabled = owner("POST", "/shop/enable", Map.of());
    assertEquals("dependency-unmet", enabled.problem(), enabled.toString());
  }

  @Test
  void a_pin_and_an_admins_refusal_are_asked_too() {
    var pin = owner("PUT", "/markdown/version", Map.of("version", "2.0.0", "reason", "why"));
    assertEquals("dependency-unmet", pin.problem(), pin.toString());
    var access =
        fixture
            .as("ada", "PUT", OWN, "/markdown/access" + HERE, Role.Admin)
            .json(Map.of("access", "Refused"))
            .send();
    assertEquals("dependency-unmet", access.problem(), access.toString());
  }
}
