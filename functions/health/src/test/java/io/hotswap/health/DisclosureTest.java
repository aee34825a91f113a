package io.hotswap.health;

import io.hotswap.api.Disclosed;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
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
}
