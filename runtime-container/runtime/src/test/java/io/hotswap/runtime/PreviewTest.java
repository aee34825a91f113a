package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Bundle;
import io.hotswap.domain.routing.HealthSupervision.Preview;
import io.hotswap.domain.routing.PreviewToken;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.serialization.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a version that serves nobody yet. */
class PreviewTest {
  private static final PreviewToken.Keys KEYS = PreviewToken.Keys.generate();
  private static final Instant LATER =
      Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;
  private RoutedVersion blue;
  private RoutedVersion green;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    blue = controlPlane.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    green = controlPlane.register("1.1.0", PluginSource.echo("shop", "1.1.0").jar());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_token_leads_to_the_previewed_version_and_everybody_else_to_the_other() throws Exception {
    preview(KEYS.publicKey());
    var answer = called(good());
    assertEquals("1.1.0", answer.body());
    assertEquals("1.1.0", answer.headers().firstValue("HotSwap-Plugin-Version").orElseThrow());
    assertEquals("2", answer.headers().firstValue("HotSwap-Generation").orElseThrow());
    assertEquals("node-1", answer.headers().firstValue("HotSwap-Node").orElseThrow());
    assertTrue(
        Bundle.parse(answer.headers().firstValue("HotSwap-Bundle").orElseThrow()).isPresent());
    assertTrue(answer.headers().firstValue("traceparent").isPresent());
    assertEquals("1.0.0", node.invoke("shop", "run", "").body());
  }

  @Test
  void a_first_deployment_can_be_previewed_while_nothing_serves() throws Exception {
    controlPlane.publish(
        Documents.supervising(
            Documents.staging("shop", 1, Optional.empty(), green),
            Documents.previewing(new Preview("1.1.0", "d-1", KEYS.publicKey()))));
    controlPlane.awaitAck("shop", 2);
    assertEquals("1.1.0", called(good()).body());
    assertEquals(404, node.invoke("shop", "run", "").statusCode());
  }

  @Test
  void preview_calls_do_not_enter_the_versions_figures() throws Exception {
    var sells =
        "private Metrics metrics; public void start(PluginContext c) { metrics = c.metrics(); }\n"
            + "public Reply handle(Call call) { metrics.count(\"sold\"); return Reply.text(\"\");"
            + " }";
    blue = controlPlane.register("1.0.0", PluginSource.of("shop", "1.0.0", sells).jar());
    green = controlPlane.register("1.1.0", PluginSource.of("shop", "1.1.0", sells).jar());
    preview(KEYS.publicKey());
    assertEquals(200, called(good()).statusCode());
    node.invoke("shop", "run", "");
    var metrics = node.get("/metrics").body();
    assertTrue(metrics.contains("outcome=\"ok\",plugin=\"shop\",version=\"1.0.0\"} 1.0"), metrics);
    assertFalse(metrics.contains("outcome=\"ok\",plugin=\"shop\",version=\"1.1.0\""), metrics);
    var sold = "name=\"sold\",plugin=\"shop\",version=";
    assertTrue(metrics.contains(sold + "\"1.0.0\""), metrics);
    assertFalse(metrics.contains(sold + "\"1.1.0\""), metrics);
  }

  @Test
  void whatever_is_wrong_with_a_token_is_refused() throws Exception {
    preview(KEYS.publicKey());
    var shop = PluginId.of("shop");
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("expired", signed("d-1", shop, "1.1.0", Instant.now().minusSeconds(1)));
    bad.put("other deployment", signed("d-2", shop, "1.1.0", LATER));
    bad.put("other plugin", signed("d-1", PluginId.of("bank"), "1.1.0", LATER));
    bad.put("other version", signed("d-1", shop, "1.0.0", LATER));
    bad.put(
        "other environment",
        new PreviewToken("d-1", shop, Environment.Production, "1.1.0", LATER)
            .sign(KEYS.privateKey()));
    bad.put("other key", token().sign(PreviewToken.Keys.generate().privateKey()));
    bad.put("tampered", "x" + good());
    bad.put("unsigned", good().substring(0, good().indexOf('.')));
    bad.put("empty", "");
    bad.put("rubbish", "a.b.c");
    for (var entry : bad.entrySet()) {
      assertRefused(entry.getKey(), called(entry.getValue()));
    }
  }

  @Test
  void a_plugin_without_a_preview_says_so() throws Exception {
    controlPlane.publish(Documents.serving("shop", 1, blue));
    controlPlane.awaitAck("shop", 1);
    var answer = called(good());
    assertRefused("no preview", answer);
    assertTrue(answer.body().contains("No version of shop is previewed now."), answer.body());
  }

  @Test
  void a_preview_ends_with_the_document_that_offered_it() throws Exception {
    preview(KEYS.publicKey());
    assertEquals(200, called(good()).statusCode());
    controlPlane.publish(Documents.warming("shop", 3, green, blue));
    controlPlane.awaitAck("shop", 3);
    assertRefused("over", called(good()));
  }

  @Test
  void a_key_that_is_none_keeps_nobody_from_being_served() throws Exception {
    preview("rubbish");
    assertRefused("no key", called(good()));
    assertEquals("1.0.0", node.invoke("shop", "run", "").body());
  }

  @Test
  void a_preview_takes_a_bearer_token_too_and_respects_what_the_tenant_switched_off()
      throws Exception {
    controlPlane.settings.disable("shop", "off");
    controlPlane.publish(
        Documents.supervising(
            Documents.serving("shop", 1, blue),
            Documents.previewing(new Preview("1.0.0", "d-1", KEYS.publicKey()))));
    controlPlane.awaitAck("shop", 2);
    var token = signed("d-1", PluginId.of("shop"), "1.0.0", LATER);
    assertEquals(
        401, node.invoke("shop", "run", "", Map.of(PreviewToken.HEADER, token)).statusCode());
    var off = Map.of("Authorization", "Bearer " + issuer.token("off"), PreviewToken.HEADER, token);
    Eventually.so(
        "the tenant gets no preview",
        () -> node.invoke("shop", "run", "", off).body().contains("plugin-disabled"));
  }

  @Test
  void a_version_that_is_not_ready_here_is_not_previewed() throws Exception {
    var hangs =
        "public void start(PluginContext c) throws Exception { Thread.sleep(60_000); }\n"
            + "public Reply handle(Call call) { return Reply.text(\"never\"); }";
    green = controlPlane.register("1.1.0", PluginSource.of("shop", "1.1.0", hangs).jar());
    publishPreview(KEYS.publicKey());
    Eventually.so("served", () -> node.invoke("shop", "run", "").statusCode() == 200);
    assertEquals(503, called(good()).statusCode());
  }

  private void preview(String publicKey) throws Exception {
    publishPreview(publicKey);
    controlPlane.awaitAck("shop", 2);
  }

  private void publishPreview(String publicKey) {
    controlPlane.publish(
        Documents.supervising(
            Documents.staging("shop", 1, Optional.of(blue), green),
            Documents.previewing(new Preview("1.1.0", "d-1", publicKey))));
  }

  private HttpResponse<String> called(String token) throws Exception {
    return node.invoke(
        "shop",
        "run",
        "",
        Map.of("Authorization", "Bearer " + issuer.token("acme"), PreviewToken.HEADER, token));
  }

  private static String good() {
    return token().sign(KEYS.privateKey());
  }

  private static PreviewToken token() {
    return new PreviewToken(
        "d-1", PluginId.of("shop"), InMemoryControlPlane.ENVIRONMENT, "1.1.0", LATER);
  }

  private static String signed(
      String deploymentId, PluginId plugin, String version, Instant expiry) {
    return new PreviewToken(deploymentId, plugin, InMemoryControlPlane.ENVIRONMENT, version, expiry)
        .sign(KEYS.privateKey());
  }

  private static void assertRefused(String why, HttpResponse<String> answer) throws Exception {
    assertEquals(403, answer.statusCode(), why + ": " + answer.body());
    var problem = Json.MAPPER.readTree(answer.body());
    assertEquals("urn:hotswap:problem:invalid-preview", problem.at("/type").asText(), why);
    assertEquals("#header/HotSwap-Preview", problem.at("/errors/0/pointer").asText(), why);
  }
}
