package io.hotswap.tenants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LostDefaultsTest {
  private static final String PATH = "/markdown/config?environment=Production";

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /// Nobody can say what the tenant gets, or whether its values fit.
  @Test
  void a_default_configuration_that_is_lost_is_named_and_nothing_is_changed() {
    fixture.servesWithLostDefaults("1.0.0", Environment.Production);
    var shown = fixture.owner("GET", PATH).send();
    Documented.conforms(Action.VIEW_TENANT_CONFIGURATION, shown);
    assertLost(shown);
    var values = Map.of("config", Map.of("allowRawHtml", true));
    var set = fixture.owner("PUT", PATH).json(values).send();
    Documented.conforms(Action.SET_TENANT_CONFIGURATION, set);
    assertLost(set);
    assertEquals(0, fixture.changes(Environment.Production));
  }

  private static void assertLost(Reply reply) {
    assertEquals(503, reply.status(), reply.toString());
    assertEquals("defaults-lost", reply.problem());
    var detail = reply.body().path("detail").asText();
    assertTrue(detail.startsWith("The default configuration of 1.0.0"), detail);
    assertTrue(detail.endsWith("is lost: deploy with the same one again."), detail);
  }
}
