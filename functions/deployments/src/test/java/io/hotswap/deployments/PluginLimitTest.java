package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginLimitTest extends Reconciled {
  @Test
  void one_more_than_the_stack_takes_is_refused_and_what_serves_is_deployed() {
    plane.register("shop", "1.0.0", Map.of("operations", List.of(Map.of("name", "o"))));
    var first = plane.deploy("1.0.0");
    assertEquals("Succeeded", plane.complete(first.body().path("id").asText(), 1));
    var full = plane.otherwise("HOTSWAP_MAX_PLUGINS_PER_ENVIRONMENT", "1");
    var another = new HashMap<>(ControlPlane.deployment("1.0.0"));
    another.put("pluginId", "shop");
    var refused = plane.as(full, Role.Developer, "POST", "/deployments").json(another).send();
    assertEquals(409, refused.status(), refused.toString());
    Documented.conforms(Action.CREATE_DEPLOYMENT, refused);
    assertEquals("too-many-plugins", refused.problem());
    assertEquals("/environment", refused.body().at("/errors/0/pointer").asText());
    assertTrue(refused.body().at("/errors/0/fix").asText().contains("MaxPluginsPerEnvironment"));
    var next = ControlPlane.deployment("1.1.0");
    var same = plane.as(full, Role.Developer, "POST", "/deployments").json(next).send();
    assertEquals(202, same.status(), same.toString());
    full.getApplicationContext().close();
    reconcile();
  }

  @Test
  void a_limit_that_is_none_is_refused_at_the_start() {
    assertEquals(1_000, PluginLimitConfig.from(Map.of()).maxPluginsPerEnvironment());
    for (var bad : List.of("0", "-1", "many", "")) {
      var variables = Map.of("HOTSWAP_MAX_PLUGINS_PER_ENVIRONMENT", bad);
      var refused =
          assertThrows(IllegalArgumentException.class, () -> PluginLimitConfig.from(variables));
      assertTrue(refused.getMessage().startsWith("HOTSWAP_MAX_PLUGINS_PER_ENVIRONMENT must be"));
    }
  }
}
