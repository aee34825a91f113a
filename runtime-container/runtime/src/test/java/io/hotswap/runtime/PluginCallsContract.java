package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.CallingPlugins;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.serialization.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that call each other, wherever they run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PluginCallsContract {
  private static final String CLIENTS = "00-5af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final Map<String, Long> generations = new HashMap<>();
  private Issuer issuer;
  private NodeUnderTest node;

  abstract Map<String, String> isolation();

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    issuer = new Issuer();
    var variables = new HashMap<>(isolation());
    variables.put("HOTSWAP_START_TIMEOUT_MILLIS", "20000");
    variables.put("HOTSWAP_HEALTH_TIMEOUT_MILLIS", "20000");
    variables.put("HOTSWAP_PROCESS_CPUS", "64");
    variables.put("HOTSWAP_CALL_TIMEOUT_MILLIS", "60000");
    node = new NodeUnderTest(directory, controlPlane, issuer, variables);
    serve("tax-rules", rules("tax-rules", "1.0.0"));
    serve("checkout", calling("checkout", "tax-rules", "ledger", "nowhere"));
    serve("ledger", calling("ledger", "checkout", "ledger", "tax-rules"));
    node.awaitReady();
    controlPlane.awaitAck("checkout", 1);
    controlPlane.awaitAck("ledger", 1);
  }

  @AfterAll
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private RoutedVersion rules(String plugin, String version) throws Exception {
    return controlPlane.register(version, CallingPlugins.answering(plugin, version).jar());
  }

  private RoutedVersion calling(String plugin, String... permitted) throws Exception {
    return controlPlane.register("1.0.0", CallingPlugins.calling(plugin, "1.0.0", permitted).jar());
  }

  private void serve(String plugin, RoutedVersion version) throws Exception {
    long generation = generations.merge(plugin, 1L, Long::sum);
    controlPlane.publish(Documents.serving(plugin, generation, version));
    controlPlane.awaitAck(plugin, generation);
  }

  private String call(String plugin, String body) throws Exception {
    return call(plugin, body, "acme");
  }

  private String call(String plugin, String body, String tenant) throws Exception {
    var answer = answer(plugin, body, tenant);
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private HttpResponse<String> answer(String plugin, String body, String tenant) throws Exception {
    return node.invoke(
        plugin,
        "run",
        body,
        Map.of("Authorization", "Bearer " + issuer.token(tenant), "traceparent", CLIENTS));
  }

  @Test
  void another_plugin_answers_the_same_tenant_with_its_own_classes_and_configuration()
      throws Exception {
    controlPlane.settings.configure("tax-rules", "globex", "{\"rate\":19}");
    Eventually.so(
        "it is configured",
        () ->
            call("checkout", "tax-rules run bread", "globex")
                .equals("checkout got 1.0.0 globex text/plain bread {\"rate\":19} own true"));
    assertEquals(
        "checkout got 1.0.0 acme text/plain bread {} own true",
        call("checkout", "tax-rules run bread"));
  }

  @Test
  void a_thread_of_the_plugin_calls_within_the_call_too() throws Exception {
    assertEquals(
        "checkout got 1.0.0 acme text/plain bread {} own true",
        call("checkout", "elsewhere tax-rules run bread"));
  }

  @Test
  void calls_go_through_several_plugins() throws Exception {
    assertEquals(
        "checkout got ledger got 1.0.0 acme text/plain bread {} own true",
        call("checkout", "ledger run tax-rules run bread"));
  }

  @Test
  void a_tenants_pin_and_switch_hold_between_plugins_too() throws Exception {
    controlPlane.settings.pin("tax-rules", "umbrella", rules("tax-rules", "2.0.0"));
    Eventually.so(
        "the pin holds",
        () -> call("checkout", "tax-rules run x", "umbrella").startsWith("checkout got 2.0.0"));
    assertTrue(call("checkout", "tax-rules run x").startsWith("checkout got 1.0.0"));
    controlPlane.settings.disable("tax-rules", "initech");
    Eventually.so(
        "it is off",
        () ->
            call("checkout", "tax-rules run x", "initech")
                .equals("checkout met UNAVAILABLE : tax-rules is switched off by tenant initech"));
  }

  @Test
  void what_is_not_deployed_is_unavailable() throws Exception {
    assertEquals(
        "checkout met UNAVAILABLE : nowhere is not deployed in this environment",
        call("checkout", "nowhere run x"));
  }

  @Test
  void the_quota_of_the_plugin_that_is_called_is_charged() throws Exception {
    controlPlane.settings.limit("tax-rules", "limited", new Quota(2, 10));
    Eventually.so(
        "the quota holds",
        () -> call("checkout", "tax-rules run x", "limited").startsWith("checkout met OVER_QUOTA"));
    assertEquals(
        "checkout met OVER_QUOTA : tenant limited is over its quota of tax-rules: The quota is 2"
            + " calls a minute, of which this node takes 2",
        call("checkout", "tax-rules run x", "limited"));
    assertEquals(429, answer("tax-rules", "x", "limited").statusCode());
  }

  @Test
  void a_quota_of_one_at_once_never_waits_for_itself() throws Exception {
    controlPlane.settings.limit("checkout", "single", new Quota(100_000, 1));
    controlPlane.settings.limit("ledger", "single", new Quota(100_000, 1));
    Eventually.so(
        "quotas hold",
        () -> {
          var answer = answer("ledger", "x", "single");
          return answer.headers().firstValue("RateLimit-Policy").isPresent();
        });
    assertEquals(
        "checkout got ledger met REFUSED : checkout → ledger → checkout is a cycle: checkout waits"
            + " for this call already",
        call("checkout", "ledger run checkout run x", "single"));
  }

  @Test
  void no_plugin_calls_itself() throws Exception {
    assertEquals(
        "ledger met REFUSED : ledger → ledger is a cycle: ledger waits for this call already",
        call("ledger", "ledger run x"));
  }

  @Test
  void only_so_many_plugins_wait_for_each_other() throws Exception {
    for (int at = 1; at <= 9; at++) {
      serve("step-" + at, calling("step-" + at, "step-" + (at + 1)));
    }
    var body = new StringBuilder();
    for (int at = 2; at <= 9; at++) {
      body.append("step-").append(at).append(" run ");
    }
    var answer = call("step-1", body + "x");
    assertTrue(
        answer.endsWith(
            "step-8 met REFUSED : step-1 → step-2 → step-3 → step-4 → step-5 → step-6 → step-7 →"
                + " step-8 → step-9: at most 8 plugins wait for each other"),
        answer);
  }

  @Test
  void what_the_manifest_does_not_permit_is_refused() throws Exception {
    serve("stranger", calling("stranger"));
    assertEquals(
        "stranger met REFUSED : permissions.calls of stranger/1.0.0 does not list tax-rules",
        call("stranger", "tax-rules run x"));
  }

  @Test
  void an_operation_that_is_not_there_is_refused() throws Exception {
    assertEquals(
        "checkout met REFUSED : tax-rules/1.0.0 has no operation fly",
        call("checkout", "tax-rules fly x"));
  }

  @Test
  void a_call_of_its_own_making_is_of_no_use() throws Exception {
    var answer = call("checkout", "forged tax-rules run x");
    assertTrue(answer.startsWith("checkout met REFUSED : within has to be the call"), answer);
  }

  @Test
  void a_rejection_comes_back_with_its_pointer() throws Exception {
    assertEquals(
        "checkout met REJECTED /rate: no such rate", call("checkout", "tax-rules run reject"));
  }

  @Test
  void failures_count_with_the_plugin_that_failed() throws Exception {
    serve("failing", rules("failing", "1.0.0"));
    serve("careful", calling("careful", "failing"));
    serve("careless", calling("careless", "failing"));
    assertEquals("careful met FAILED : failing/1.0.0 failed", call("careful", "failing run throw"));
    assertEquals(502, answer("careless", "uncaught failing run throw", "acme").statusCode());
    Eventually.so(
        "counted",
        () ->
            count("failing", "failed") == 2
                && count("careful", "ok") == 1
                && count("careful", "failed") == 0
                && count("careless", "failed") == 1);
  }

  private double count(String plugin, String outcome) throws Exception {
    return node.get("/metrics")
        .body()
        .lines()
        .filter(it -> it.startsWith("plugin_invocations_total{"))
        .filter(it -> it.contains("plugin=\"" + plugin + "\""))
        .filter(it -> it.contains("outcome=\"" + outcome + "\""))
        .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void bodies_of_six_megabytes_pass_and_no_more() throws Exception {
    assertEquals("checkout got 6291456 bytes", call("checkout", "large 6291456 tax-rules run x"));
    assertEquals(
        "checkout met REFUSED : the body has 6,291,457 bytes; at most 6,291,456 pass between"
            + " plugins",
        call("checkout", "large 6291457 tax-rules run x"));
  }

  @Test
  void a_plugin_that_is_waited_for_is_interrupted_with_the_one_that_waits() throws Exception {
    serve("sleeper", rules("sleeper", "1.0.0"));
    serve("waiter", calling("waiter", "sleeper"));
    var answer = answer("waiter", "hasty sleeper run sleep", "acme");
    assertEquals("waiter was interrupted", answer.body());
    Eventually.so("the other was interrupted", () -> call("sleeper", "interruptions").equals("1"));
  }

  @Test
  void one_call_is_one_trace() throws Exception {
    serve("traced-rules", rules("traced-rules", "1.0.0"));
    serve("traced", calling("traced", "traced-rules"));
    call("traced", "traced-rules run x");
    Eventually.so(
        "both spans are there",
        () -> span("traced").isPresent() && span("traced-rules").isPresent());
    var outer = span("traced").orElseThrow();
    var inner = span("traced-rules").orElseThrow();
    assertEquals(CLIENTS.substring(3, 35), outer.path("traceId").asText());
    assertEquals(outer.path("traceId"), inner.path("traceId"));
    assertEquals(outer.path("spanId"), inner.path("parentSpanId"));
  }

  private Optional<JsonNode> span(String plugin) throws Exception {
    return node.traces()
        .lines()
        .map(it -> Json.read(it, JsonNode.class))
        .flatMap(it -> it.findParents("spanId").stream())
        .filter(it -> it.path("name").asText().equals("plugin.execute"))
        .filter(it -> it.path("attributes").toString().contains("\"" + plugin + "\""))
        .findFirst();
  }

  @Test
  void a_call_into_a_version_that_is_replaced_ends_there() throws Exception {
    serve("moving", rules("moving", "1.0.0"));
    serve("follower", calling("follower", "moving"));
    var before = node.invoking("follower", "run", "moving run linger");
    Eventually.so("it has begun", () -> call("moving", "lingering").equals("1"));
    serve("moving", rules("moving", "1.1.0"));
    assertTrue(call("follower", "moving run x").startsWith("follower got 1.1.0"));
    assertTrue(before.get(20, TimeUnit.SECONDS).body().startsWith("follower got 1.0.0"));
  }

  @Test
  void calls_within_an_acceptance_case_count_nowhere() throws Exception {
    serve("accepted-rules", rules("accepted-rules", "1.0.0"));
    var version = calling("accepted", "accepted-rules");
    var staged = Documents.staging("accepted", 1, Optional.empty(), version);
    var accepting =
        new AcceptanceCase(
            "1.0.0",
            "calls the rules",
            "run",
            "text/plain",
            "accepted-rules run x",
            Optional.of("accepted got 1.0.0"));
    controlPlane.publish(Documents.supervising(staged, Documents.accepting(accepting)));
    controlPlane.awaitAck("accepted", 2);
    controlPlane.publish(Documents.serving("accepted", 3, version));
    controlPlane.awaitAck("accepted", 3);
    call("accepted", "accepted-rules run x");
    Eventually.so("that call is counted", () -> count("accepted-rules", "ok") >= 1);
    assertEquals(1, count("accepted-rules", "ok"));
  }
}
