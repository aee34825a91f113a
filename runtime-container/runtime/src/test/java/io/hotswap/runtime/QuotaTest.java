package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantQuota;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant that asks for more than it may. */
class QuotaTest {
  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    var version = controlPlane.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    controlPlane.settings.limit("shop", "acme", new Quota(3, 10));
    controlPlane.publish(Documents.serving("shop", 1, version));
    controlPlane.awaitAck("shop", 1);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void the_fourth_call_of_three_a_minute_is_refused_and_other_tenants_are_served()
      throws Exception {
    for (int call = 0; call < 3; call++) {
      var answer = node.invoke("shop", "run", "");
      assertEquals(200, answer.statusCode());
      assertEquals(
          List.of("\"requests\";q=3;w=60, \"concurrency\";q=10;qu=\"concurrent-requests\""),
          answer.headers().allValues("RateLimit-Policy"));
      assertTrue(rateLimit(answer).startsWith("\"requests\";r=" + (2 - call) + ";t="));
    }
    var refused = node.invoke("shop", "run", "");
    assertEquals(429, refused.statusCode());
    assertTrue(rateLimit(refused).startsWith("\"requests\";r=0;t="), rateLimit(refused));
    assertTrue(refused.body().contains("urn:hotswap:problem:quota-exceeded"), refused.body());
    assertTrue(refused.body().contains("3 calls a minute"), refused.body());
    long wait = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
    assertTrue(wait >= 1 && wait <= 120, "Retry-After: " + wait);
    var other = Map.of("Authorization", "Bearer " + issuer.token("umbrella"));
    var unlimited = node.invoke("shop", "run", "", other);
    assertEquals(200, unlimited.statusCode());
    assertEquals(List.of(), unlimited.headers().allValues("RateLimit"));
    assertEquals(List.of(), unlimited.headers().allValues("RateLimit-Policy"));
    var metrics = node.get("/metrics").body();
    assertTrue(
        metrics.contains(
            "plugin_calls_over_quota_total{environment=\"Development\",limit=\"requests\",plugin=\"shop\"}"
                + " 1.0"),
        metrics);
  }

  @Test
  void limits_for_every_tenant_hold_for_those_who_have_none_of_their_own() throws Exception {
    var umbrella = Map.of("Authorization", "Bearer " + issuer.token("umbrella"));
    assertEquals(List.of(), policy(node.invoke("shop", "run", "", umbrella)));
    controlPlane.settings.limit("shop", TenantPluginId.EVERY_TENANT, new Quota(50, 5));
    Eventually.so(
        "the plugin's limits hold",
        () -> policy(node.invoke("shop", "run", "", umbrella)).toString().contains("q=50;w=60"));
    assertTrue(policy(node.invoke("shop", "run", "")).toString().contains("q=3;w=60"));
    controlPlane.settings.change(
        "shop", TenantPluginId.EVERY_TENANT, it -> it.withQuota(TenantQuota.NONE));
    Eventually.so(
        "they are gone", () -> policy(node.invoke("shop", "run", "", umbrella)).isEmpty());
  }

  private static List<String> policy(HttpResponse<String> answer) {
    return answer.headers().allValues("RateLimit-Policy");
  }

  private static String rateLimit(HttpResponse<String> answer) {
    return answer.headers().firstValue("RateLimit").orElseThrow();
  }
}
