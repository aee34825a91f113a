package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants whose processes take more of the node than they may. */
class ProcessQuotaTest {
  private static final long MEGABYTE = 1L << 20;
  private static final String HUNGRY =
      """
      private static final List<Object> KEPT = Collections.synchronizedList(new ArrayList<>());

      public Reply handle(Call call) throws Exception {
        var asked = new Scanner(new String(call.body()));
        var what = asked.next();
        int number = asked.hasNextInt() ? asked.nextInt() : 0;
        switch (what) {
          case "burn" -> {
            long end = System.nanoTime() + number * 1_000_000L;
            while (System.nanoTime() < end) { Thread.onSpinWait(); }
          }
          case "heap" -> { return Reply.text("" + (Runtime.getRuntime().maxMemory() >> 20)); }
          case "pid" -> { return Reply.text("" + ProcessHandle.current().pid()); }
          case "fill" -> { while (true) { KEPT.add(new byte[1 << 20]); } }
          case "native" -> {
            for (int it = 0; it < number; it++) {
              KEPT.add(java.lang.foreign.Arena.global().allocate(1 << 20).fill((byte) 1));
            }
            Thread.sleep(20_000);
          }
          default -> throw CallRejected.unknownOperation(call);
        }
        return Reply.text("done");
      }
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void begin() throws Exception {
    issuer = new Issuer();
  }

  private void start(String level) throws Exception {
    var variables = new HashMap<String, String>();
    variables.put("HOTSWAP_ISOLATION", level);
    variables.put("HOTSWAP_ISOLATION_PER", "tenant");
    variables.put("HOTSWAP_PROCESS_CPUS", "64");
    variables.put("HOTSWAP_START_TIMEOUT_MILLIS", "20000");
    variables.put("HOTSWAP_CALL_TIMEOUT_MILLIS", "30000");
    variables.put("HOTSWAP_STOP_TIMEOUT_MILLIS", "5000");
    node = new NodeUnderTest(directory, controlPlane, issuer, variables);
    var version = controlPlane.register("1.0.0", PluginSource.of("hungry", "1.0.0", HUNGRY).jar());
    controlPlane.publish(Documents.serving("hungry", 1, version));
    controlPlane.awaitAck("hungry", 1);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_tenant_over_its_processor_time_is_refused_until_there_is_some_again() throws Exception {
    limit(Optional.of(1), Optional.empty());
    start("process");
    var first = node.invoke("hungry", "run", "burn 1");
    assertEquals(200, first.statusCode(), first.body());
    assertTrue(
        policy(first).endsWith(", \"processor\";q=1;qu=\"processor-seconds\";w=60"), policy(first));
    Eventually.so(
        "its second is used up",
        () -> node.invoke("hungry", "run", "burn 300").statusCode() == 429);
    var refused = node.invoke("hungry", "run", "burn 1");
    assertEquals(429, refused.statusCode());
    assertTrue(refused.body().contains("urn:hotswap:problem:quota-exceeded"), refused.body());
    assertTrue(refused.body().contains("1 processor seconds a minute"), refused.body());
    assertTrue(rateLimit(refused).startsWith("\"processor\";r=0;t="), rateLimit(refused));
    long wait = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
    assertTrue(wait >= 40 && wait <= 61, "Retry-After: " + wait);
    assertEquals(200, asUmbrella("burn 300").statusCode());
    assertTrue(metrics().contains("limit=\"processor\",plugin=\"hungry\"}"), this::metrics);
    limit(Optional.of(60), Optional.empty());
    Eventually.so(
        "it is admitted again", () -> node.invoke("hungry", "run", "burn 1").statusCode() == 200);
  }

  @Test
  void a_call_that_uses_twice_the_quota_ends_as_its_tenants_own_failure() throws Exception {
    limit(Optional.of(1), Optional.empty());
    start("process");
    var other = asUmbrella("pid").body();
    long began = System.nanoTime();
    var burning = node.invoking("hungry", "run", "burn 25000");
    var ended = burning.get(20, TimeUnit.SECONDS);
    var took = Duration.ofNanos(System.nanoTime() - began);
    assertEquals(502, ended.statusCode(), ended.body());
    assertTrue(
        ended.body().contains("used twice its tenant's quota of processor time"), ended.body());
    assertTrue(took.toSeconds() < 15, took.toString());
    assertEquals(429, node.invoke("hungry", "run", "burn 1").statusCode());
    assertEquals(other, asUmbrella("pid").body());
    assertTenantsOwn("OverProcessorQuota");
  }

  @Test
  void a_process_over_its_memory_is_ended_and_the_next_call_gets_another() throws Exception {
    limit(Optional.empty(), Optional.of(128 * MEGABYTE));
    start("process");
    var before = node.invoke("hungry", "run", "pid").body();
    var other = asUmbrella("pid").body();
    var ended = node.invoke("hungry", "run", "native 160");
    assertEquals(502, ended.statusCode(), ended.body());
    assertTrue(ended.body().contains("took more memory than its tenant's quota"), ended.body());
    Eventually.so(
        "the tenant is served again",
        () -> node.invoke("hungry", "run", "pid").statusCode() == 200);
    assertNotEquals(before, node.invoke("hungry", "run", "pid").body());
    assertEquals(other, asUmbrella("pid").body());
    assertTenantsOwn("OverMemoryQuota");
  }

  @Test
  void a_process_begins_with_half_of_its_memory_as_heap() throws Exception {
    limit(Optional.empty(), Optional.of(128 * MEGABYTE));
    start("process");
    var heap = Integer.parseInt(node.invoke("hungry", "run", "heap").body());
    assertTrue(heap > 56 && heap <= 64, "heap: " + heap);
    var others = Integer.parseInt(asUmbrella("heap").body());
    assertTrue(others > 112 && others <= 128, "heap: " + others);
    var ended = node.invoke("hungry", "run", "fill");
    assertEquals(502, ended.statusCode(), ended.body());
    assertTrue(ended.body().contains("its process"), ended.body());
    assertTrue(ended.body().contains("ran out of memory"), ended.body());
    limit(Optional.empty(), Optional.of(96 * MEGABYTE));
    Eventually.so("the next one is smaller", () -> heap() > 40 && heap() <= 48);
    assertTenantsOwn("OutOfMemory");
  }

  private int heap() throws Exception {
    var answer = node.invoke("hungry", "run", "heap");
    return answer.statusCode() == 200 ? Integer.parseInt(answer.body()) : 0;
  }

  @Test
  void where_a_process_serves_several_tenants_neither_limit_is_enforced_nor_announced()
      throws Exception {
    limit(Optional.of(1), Optional.of(64 * MEGABYTE));
    start("shared");
    for (int call = 0; call < 6; call++) {
      var answer = node.invoke("hungry", "run", "burn 300");
      assertEquals(200, answer.statusCode(), answer.body());
      assertFalse(policy(answer).contains("processor"), policy(answer));
    }
  }

  /// Not counted as the version's failure, and the version is still healthy.
  private void assertTenantsOwn(String reason) throws Exception {
    assertTrue(metrics().contains("reason=\"" + reason + "\""), this::metrics);
    assertTrue(metrics().contains("reason=\"tenant_limit\""), this::metrics);
    assertFalse(metrics().contains("outcome=\"failed\""), this::metrics);
    assertTrue(
        controlPlane.reports.health.stream().allMatch(it -> it.failures() == 0),
        () -> controlPlane.reports.health.toString());
    assertEquals(0, controlPlane.reports.failures.size());
  }

  private void limit(Optional<Integer> seconds, Optional<Long> memory) {
    controlPlane.settings.limit(
        "hungry", "acme", new Quota(100_000, 100, Optional.empty(), seconds, memory));
  }

  private HttpResponse<String> asUmbrella(String body) throws Exception {
    return node.invoke(
        "hungry", "run", body, Map.of("Authorization", "Bearer " + issuer.token("umbrella")));
  }

  private String metrics() {
    try {
      return node.get("/metrics").body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String policy(HttpResponse<String> answer) {
    return answer.headers().firstValue("RateLimit-Policy").orElse("");
  }

  private static String rateLimit(HttpResponse<String> answer) {
    return answer.headers().firstValue("RateLimit").orElseThrow();
  }
}
