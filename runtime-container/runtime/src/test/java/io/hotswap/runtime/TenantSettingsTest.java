package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants' settings reach a node by themselves, beside every deployment. */
class TenantSettingsTest {
  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;
  private RoutedVersion one;
  private RoutedVersion two;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    one = controlPlane.register("1.0.0", PluginSource.echo("shop", "1.0.0").jar());
    two = controlPlane.register("1.1.0", PluginSource.echo("shop", "1.1.0").jar());
    controlPlane.settings.disable("shop", "off");
    controlPlane.publish(Documents.serving("shop", 1, two));
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private HttpResponse<String> call(String plugin, String tenant) throws Exception {
    var authorization = Map.of("Authorization", "Bearer " + issuer.token(tenant));
    return node.invoke(plugin, "run", "", authorization);
  }

  private void awaitAnswer(String tenant, String answer) throws Exception {
    Eventually.so(
        tenant + " is answered " + answer, () -> call("shop", tenant).body().equals(answer));
  }

  private void awaitStatus(String tenant, int status) throws Exception {
    Eventually.so(tenant + " gets " + status, () -> call("shop", tenant).statusCode() == status);
  }

  @Test
  void a_ready_node_serves_nobody_who_disabled_the_plugin_before() throws Exception {
    assertEquals(403, call("shop", "off").statusCode());
    assertEquals(200, call("shop", "acme").statusCode());
  }

  @Test
  void a_plugin_that_comes_later_comes_with_its_tenants_settings() throws Exception {
    controlPlane.settings.disable("later", "off");
    var version = controlPlane.register("1.0.0", PluginSource.echo("later", "1.0.0").jar());
    controlPlane.publish(Documents.serving("later", 1, version));
    controlPlane.awaitAck("later", 1);
    assertEquals(403, call("later", "off").statusCode());
    assertEquals(200, call("later", "acme").statusCode());
  }

  @Test
  void changes_are_in_force_within_a_poll_and_touch_nobody_else() throws Exception {
    assertEquals(200, call("shop", "acme").statusCode());
    controlPlane.settings.disable("shop", "acme");
    awaitStatus("acme", 403);
    assertEquals(200, call("shop", "umbrella").statusCode());
    controlPlane.settings.enable("shop", "acme");
    awaitStatus("acme", 200);
    controlPlane.settings.limit("shop", "acme", new Quota(1, 10));
    awaitStatus("acme", 429);
    assertEquals(200, call("shop", "umbrella").statusCode());
    assertEquals(1, controlPlane.acknowledgements.size(), "no generation was written");
  }

  @Test
  void a_pin_holds_through_deployments_and_ends_without_one() throws Exception {
    controlPlane.settings.pin("shop", "acme", one);
    awaitAnswer("acme", "1.0.0");
    assertEquals("1.1.0", call("shop", "umbrella").body());
    var three = controlPlane.register("2.0.0", PluginSource.echo("shop", "2.0.0").jar());
    controlPlane.publish(Documents.serving("shop", 2, three));
    controlPlane.awaitAck("shop", 2);
    assertEquals("1.0.0", call("shop", "acme").body());
    assertEquals("2.0.0", call("shop", "umbrella").body());
    controlPlane.settings.change("shop", "acme", it -> it.withPin(Optional.empty()));
    awaitAnswer("acme", "2.0.0");
    Eventually.so(
        "what nobody is pinned to is unloaded",
        () -> !node.get("/status").body().contains("\"1.0.0\""));
  }

  @Test
  void a_pin_that_ends_is_acknowledged_as_calls_of_its_version_were_right_until_then()
      throws Exception {
    controlPlane.publish(Documents.warming("shop", 2, two, one));
    controlPlane.awaitAck("shop", 2);
    controlPlane.settings.pin("shop", "acme", one);
    awaitAnswer("acme", "1.0.0");
    var pinned = controlPlane.lastAck("shop").orElseThrow();
    controlPlane.settings.change("shop", "acme", it -> it.withPin(Optional.empty()));
    Eventually.so(
        "it is acknowledged again",
        () -> controlPlane.lastAck("shop").orElseThrow().at().isAfter(pinned.at()));
    assertEquals("1.1.0", call("shop", "acme").body());
  }

  @Test
  void until_the_pinned_version_is_loaded_the_tenant_is_served_as_before() throws Exception {
    controlPlane.failingFetches.set(1_000_000);
    controlPlane.settings.pin("shop", "acme", one);
    Eventually.so("it is tried", () -> node.get("/status").body().contains("\"1.0.0\":\"Failed\""));
    assertEquals("1.1.0", call("shop", "acme").body());
    assertEquals(200, node.get("/health/ready").statusCode());
    controlPlane.publish(Documents.serving("shop", 2, two));
    controlPlane.awaitAck("shop", 2);
    assertEquals("1.1.0", call("shop", "acme").body());
    controlPlane.failingFetches.set(0);
    awaitAnswer("acme", "1.0.0");
  }

  @Test
  void a_pin_that_cannot_be_loaded_keeps_no_starting_node_from_serving_the_others()
      throws Exception {
    controlPlane.settings.pin(
        "shop", "acme", new RoutedVersion("0.9.0", Digest.over("gone"), 10, "d", ""));
    node.close();
    node = new NodeUnderTest(directory.resolve("other"), controlPlane, issuer);
    Eventually.so("it answers", () -> call("shop", "umbrella").statusCode() == 200);
    assertEquals(503, call("shop", "acme").statusCode());
  }

  @Test
  void a_restarted_node_knows_them_without_the_control_plane() throws Exception {
    controlPlane.settings.pin("shop", "acme", one);
    awaitAnswer("acme", "1.0.0");
    var acme = Map.of("Authorization", "Bearer " + issuer.token("acme"));
    var off = Map.of("Authorization", "Bearer " + issuer.token("off"));
    node.close();
    controlPlane.away = true;
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals("1.0.0", node.invoke("shop", "run", "", acme).body());
    assertEquals(403, node.invoke("shop", "run", "", off).statusCode());
    controlPlane.away = false;
    controlPlane.settings.enable("shop", "off");
    awaitStatus("off", 200);
  }

  @Test
  void settings_without_any_document_make_no_node_ready() throws Exception {
    node.close();
    try (var documents = Files.newDirectoryStream(directory.resolve("data/routing"))) {
      for (var document : documents) {
        Files.delete(document);
      }
    }
    controlPlane.away = true;
    node = new NodeUnderTest(directory, controlPlane, issuer);
    Eventually.so(
        "the control plane is known to be away",
        () -> node.get("/metrics").body().contains("reachable{exchange=\"routing\"} 0.0"));
    assertEquals(503, node.get("/health/ready").statusCode());
    controlPlane.away = false;
    node.awaitReady();
    assertEquals(403, call("shop", "off").statusCode());
  }

  @Test
  void what_happened_while_it_was_away_is_read_at_its_start() throws Exception {
    node.close();
    controlPlane.settings.enable("shop", "off");
    controlPlane.settings.disable("shop", "acme");
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    awaitStatus("off", 200);
    awaitStatus("acme", 403);
  }

  @Test
  void a_plugin_without_settings_is_followed_after_a_restart_too() throws Exception {
    var version = controlPlane.register("1.0.0", PluginSource.echo("plain", "1.0.0").jar());
    controlPlane.publish(Documents.serving("plain", 1, version));
    controlPlane.awaitAck("plain", 1);
    node.close();
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals(200, call("plain", "acme").statusCode());
    controlPlane.settings.disable("plain", "acme");
    Eventually.so("acme is not served", () -> call("plain", "acme").statusCode() == 403);
  }

  @Test
  void a_pin_takes_effect_while_a_newer_document_waits_for_its_versions() throws Exception {
    var broken =
        PluginSource.of(
            "shop",
            "2.0.0",
            "public Main() { throw new IllegalStateException(\"no\"); }"
                + " public Reply handle(Call call) { return Reply.text(\"2.0.0\"); }");
    var failing = controlPlane.register("2.0.0", broken.jar());
    controlPlane.publish(Documents.serving("shop", 2, failing));
    controlPlane.awaitAck("shop", 2);
    assertEquals("1.1.0", call("shop", "acme").body());
    controlPlane.settings.pin("shop", "acme", one);
    awaitAnswer("acme", "1.0.0");
    assertEquals("1.1.0", call("shop", "umbrella").body());
  }

  @Test
  void settings_of_a_restored_table_are_in_force_though_they_are_older() throws Exception {
    controlPlane.settings.disable("shop", "acme");
    awaitStatus("acme", 403);
    controlPlane.settings.restoreToTheBeginning();
    awaitStatus("acme", 200);
    awaitStatus("off", 200);
    controlPlane.settings.disable("shop", "umbrella");
    awaitStatus("umbrella", 403);
  }

  @Test
  void changes_that_are_listed_no_more_are_read_as_a_whole() throws Exception {
    controlPlane.settings.forgetful.set(true);
    controlPlane.settings.disable("shop", "acme");
    awaitStatus("acme", 403);
    assertEquals(200, call("shop", "umbrella").statusCode());
  }

  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "greeting": {"type": "string", "default": "Hello"}, "most": {"type": "integer", "default": 7}}}
      """;

  private void greeter() throws Exception {
    var greets =
        PluginSource.of(
                "greeter",
                "1.0.0",
                "public Reply handle(Call call) { var it = call.configuration();"
                    + " return Reply.text(it.text(\"greeting\").orElse(\"none\") + \" \""
                    + " + it.integer(\"most\").getAsLong() + \" \" + it.json()); }")
            .configured(SCHEMA);
    controlPlane.publish(
        Documents.serving("greeter", 1, controlPlane.register("1.0.0", greets.jar())));
    controlPlane.awaitAck("greeter", 1);
  }

  @Test
  void a_configuration_is_live_within_a_poll_and_defaults_fill_it_in() throws Exception {
    controlPlane.settings.configure("greeter", "early", "{\"greeting\":\"Moin\"}");
    greeter();
    assertEquals("Moin 7 {\"greeting\":\"Moin\",\"most\":7}", call("greeter", "early").body());
    var before = call("greeter", "acme");
    assertEquals("Hello 7 {\"greeting\":\"Hello\",\"most\":7}", before.body());
    controlPlane.settings.configure("greeter", "acme", "{\"most\":9}");
    Eventually.so("it is told", () -> call("greeter", "acme").body().startsWith("Hello 9"));
    var bundle = call("greeter", "acme").headers().firstValue("HotSwap-Bundle");
    assertNotEquals(before.headers().firstValue("HotSwap-Bundle"), bundle);
    assertEquals(before.body(), call("greeter", "umbrella").body());
    assertEquals(1, controlPlane.acknowledgements.size() - 1, "no generation was written");
  }

  @Test
  void a_plugin_is_told_of_changes_and_whatever_it_does_calls_go_on() throws Exception {
    controlPlane.settings.configure("told", "early", "{\"most\":1}");
    told();
    controlPlane.settings.configure("told", "acme", "{\"most\":9}");
    Eventually.so("it is told", () -> call("told", "acme").body().equals("[acme 9]"));
    controlPlane.settings.configure("told", "acme", "{\"greeting\":\"throw\",\"most\":8}");
    Eventually.so("the change is live", () -> call("told", "acme").body().endsWith("[acme 8]"));
    controlPlane.settings.configure("told", "acme", "{\"most\":7}");
    Eventually.so(
        "it is told after it threw",
        () -> call("told", "acme").body().equals("[acme 9][acme 8][acme 7]"));
    controlPlane.settings.disable("told", "acme");
    Eventually.so("it is off", () -> call("told", "acme").statusCode() == 403);
    assertEquals(
        "[acme 9][acme 8][acme 7]", call("told", "umbrella").body(), "settings are not told");
  }

  private void told() throws Exception {
    var told =
        PluginSource.of(
                "told",
                "1.0.0",
                "private final StringBuffer told = new StringBuffer();"
                    + " public void configured(String tenant, Configuration it) {"
                    + " told.append('[' + tenant + ' ' + it.integer(\"most\").getAsLong() + ']');"
                    + " if (it.text(\"greeting\").orElse(\"\").equals(\"throw\"))"
                    + " throw new IllegalStateException(\"no\"); }"
                    + " public Reply handle(Call call) { return Reply.text(told.toString()); }")
            .configured(SCHEMA);
    controlPlane.publish(Documents.serving("told", 1, controlPlane.register("1.0.0", told.jar())));
    controlPlane.awaitAck("told", 1);
  }

  @Test
  void until_a_configuration_can_be_read_the_one_before_it_serves_and_nobody_else_waits()
      throws Exception {
    greeter();
    controlPlane.settings.configure("greeter", "acme", "{\"most\":8}");
    Eventually.so("it is live", () -> call("greeter", "acme").body().startsWith("Hello 8"));
    controlPlane.settings.unreadable.set(true);
    controlPlane.settings.configure("greeter", "acme", "{\"most\":9}");
    controlPlane.settings.configure("greeter", "umbrella", "{\"most\":9}");
    controlPlane.settings.disable("greeter", "umbrella");
    Eventually.so("others follow", () -> call("greeter", "umbrella").statusCode() == 403);
    assertEquals("Hello 8", call("greeter", "acme").body().substring(0, 7));
    controlPlane.settings.unreadable.set(false);
    Eventually.so("it is live", () -> call("greeter", "acme").body().startsWith("Hello 9"));
  }

  @Test
  void a_configuration_that_is_not_there_is_read_once_and_the_one_before_it_serves()
      throws Exception {
    greeter();
    controlPlane.settings.configure("greeter", "acme", "{\"most\":8}");
    Eventually.so("it is live", () -> call("greeter", "acme").body().startsWith("Hello 8"));
    controlPlane.settings.change("greeter", "acme", it -> it.withConfiguration(99));
    // Each change of another tenant that is seen is a poll later.
    int reads = 0;
    for (int poll = 1; poll <= 6; poll++) {
      boolean off = poll % 2 == 1;
      controlPlane.settings.change("greeter", "umbrella", it -> it.withEnabled(!off));
      Eventually.so(
          "umbrella follows", () -> call("greeter", "umbrella").statusCode() == (off ? 403 : 200));
      reads = poll == 2 ? controlPlane.settings.reads.get() : reads;
    }
    assertEquals(reads, controlPlane.settings.reads.get());
    assertEquals("Hello 8", call("greeter", "acme").body().substring(0, 7));
  }

  @Test
  void a_restarted_node_has_the_configurations_without_the_control_plane() throws Exception {
    greeter();
    controlPlane.settings.configure("greeter", "acme", "{\"most\":8}");
    Eventually.so("it is live", () -> call("greeter", "acme").body().startsWith("Hello 8"));
    var acme = Map.of("Authorization", "Bearer " + issuer.token("acme"));
    node.close();
    controlPlane.away = true;
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals("Hello 8", node.invoke("greeter", "run", "", acme).body().substring(0, 7));
  }
}
