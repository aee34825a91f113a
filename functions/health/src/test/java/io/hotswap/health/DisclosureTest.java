package io.hotswap.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Disclosed;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DisclosureTest {
  @Test
  void totals_nodes_and_what_a_plugin_says_of_itself_are_for_the_platforms_own_people() {
    try (var healthFixture = new HealthFixture()) {
      healthFixture.deploy("1.0.0");
      healthFixture.called("1.0.0", 471147114711L, 3);
      healthFixture.found("n1", "1.0.0", 2);
      Function<String, Function<Role, Reply>> get =
          path -> role -> healthFixture.as(role, "GET", "/plugins/markdown" + path).send();
      new Disclosed(
              List.of("471147114711", "n1", "no disk", "triggers"), List.of(), List.of("Degraded"))
          .check(Action.VIEW_PLUGIN_HEALTH, get.apply("/health"));
      new Disclosed(List.of("471147114711"), List.of(), List.of())
          .check(Action.VIEW_PLUGIN_METRICS, get.apply("/metrics?environment=Development"));
    }
  }

  @Test
  void an_owner_sees_no_health_where_the_tenant_may_not_use_the_plugin() {
    try (var fixture = new HealthFixture()) {
      fixture.deploy("1.0.0");
      assertEquals(1, shown(fixture).body().path("environments").size(), shown(fixture).toString());
      fixture.refuse(Environment.Development, "acme");
      assertEquals(200, shown(fixture).status());
      assertEquals(0, shown(fixture).body().path("environments").size());
      for (var other : List.of(Environment.QA, Environment.Staging, Environment.Production)) {
        fixture.refuse(other, "acme");
      }
      assertEquals(404, shown(fixture).status(), shown(fixture).toString());
      assertEquals(200, fixture.get("/plugins/markdown/health").status());
    }
  }

  private static Reply shown(HealthFixture fixture) {
    return fixture.owner("acme", "/plugins/markdown/health").send();
  }
}
