package io.hotswap.tenants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantLimitTest {
  private static final String OFF = "/markdown/disable?environment=QA";

  @Test
  void beyond_the_limit_a_first_change_is_refused_with_what_to_do() {
    try (var fixture = new TenantsFixture(Map.of("HOTSWAP_MAX_TENANTS_PER_PLUGIN", "2"))) {
      for (var tenant : List.of("one", "two")) {
        assertEquals(200, fixture.as("ada", "POST", tenant, OFF, Role.Admin).send().status());
      }
      for (var more : List.of("", "&dryRun=true")) {
        var reply = fixture.as("ada", "POST", "three", OFF + more, Role.Admin).send();
        assertEquals(409, reply.status(), reply.toString());
        Documented.conforms(Action.DISABLE_TENANT_PLUGIN, reply);
        assertEquals("too-many-tenants", reply.problem());
        assertTrue(reply.body().toString().contains("MaxTenantsPerPlugin"), reply.toString());
      }
      assertEquals(List.of(), fixture.audit("three"));
      var elsewhere = "/markdown/disable?environment=Staging";
      assertEquals(200, fixture.as("ada", "POST", "three", elsewhere, Role.Admin).send().status());
    }
  }
}
