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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

  /// The plugin waits for a second call, or for the test's end.
  @Test
  void bodies_of_calls_in_flight_are_limited_by_their_bytes() throws Exception {
    var meeting =
        PluginSource.of(
            "meeting",
            "1.0.0",
            """
            private final java.util.concurrent.CountDownLatch met =
                new java.util.concurrent.CountDownLatch(1);
            public Reply handle(Call call) throws Exception {
              if (call.operation().equals("run")) met.await(); else met.countDown();
              return Reply.text("met");
            }\
            """);
    var version = controlPlane.register("1.0.0", meeting.jar());
    controlPlane.settings.limit("meeting", "acme", new Quota(1_000, 10, Optional.of(1_000)));
    controlPlane.publish(Documents.serving("meeting", 1, version));
    controlPlane.awaitAck("meeting", 1);
    var held = node.invoking("meeting", "run", "x".repeat(600));
    Eventually.so(
        "the first call holds its bytes",
        // With a body it could be there first, and keep the other out.
        () -> rateLimit(node.invoke("meeting", "nothing", "")).endsWith("\"bytes\";r=400"));
    var refused = node.invoke("meeting", "other", "x".repeat(401));
    assertEquals(429, refused.statusCode());
    assertTrue(refused.body().contains("1000 bytes of calls in flight"), refused.body());
    assertEquals(1, refused.headers().firstValueAsLong("Retry-After").orElseThrow());
    assertTrue(rateLimit(refused).endsWith("\"bytes\";r=400"), rateLimit(refused));
    var never = node.invoke("meeting", "other", "x".repeat(1_001));
    assertEquals(413, never.statusCode());
    assertEquals(Optional.empty(), never.headers().firstValue("Retry-After"));
    assertEquals(200, node.invoke("meeting", "other", "x".repeat(400)).statusCode());
    assertEquals(200, held.get(10, TimeUnit.SECONDS).statusCode());
    // A call gives its bytes back just after its answer is on its way.
    Eventually.so(
        "nothing is held any more",
        () -> node.invoke("meeting", "run", "x".repeat(1_000)).statusCode() == 200);
    assertTrue(node.get("/metrics").body().contains("limit=\"bytes\",plugin=\"meeting\"}"));
  }

  private static List<String> policy(HttpResponse<String> answer) {
    return answer.headers().allValues("RateLimit-Policy");
  }

  private static String rateLimit(HttpResponse<String> answer) {
    return answer.headers().firstValue("RateLimit").orElseThrow();
  }
}
