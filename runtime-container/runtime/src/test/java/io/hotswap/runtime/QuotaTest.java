package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
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
      assertEquals(200, node.invoke("shop", "run", "").statusCode());
    }
    var refused = node.invoke("shop", "run", "");
    assertEquals(429, refused.statusCode());
    assertTrue(refused.body().contains("urn:hotswap:problem:quota-exceeded"), refused.body());
    assertTrue(refused.body().contains("3 calls a minute"), refused.body());
    long wait = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
    assertTrue(wait >= 1 && wait <= 120, "Retry-After: " + wait);
    var other = Map.of("Authorization", "Bearer " + issuer.token("umbrella"));
    assertEquals(200, node.invoke("shop", "run", "", other).statusCode());
    var metrics = node.get("/metrics").body();
    assertTrue(
        metrics.contains(
            "plugin_calls_over_quota_total{environment=\"Development\",limit=\"requests\",plugin=\"shop\"}"
                + " 1.0"),
        metrics);
  }
}
