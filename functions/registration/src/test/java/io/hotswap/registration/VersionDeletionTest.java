package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.registry.DynamoPlugins;
import io.hotswap.persistence.dynamo.registry.DynamoUploads;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VersionDeletionTest extends RegistrationTest {
  private static final Tables TABLES = new Tables(ENVIRONMENT);
  private static final Stores STORES = new Stores(DYNAMO, S3, TABLES, Clock.systemUTC());

  @Test
  void a_version_that_nothing_names_goes_with_its_binary_and_its_lifecycle() {
    var binaries = registered("idle", "1.0.0", "1.1.0");
    send("idle", "POST", "1.1.0/withdraw", Map.of("reason", "It leaks."));
    assertEquals(204, delete("idle", "1.1.0").status());
    assertFalse(objects("binaries/").contains("binaries/" + sha256(binaries.get("1.1.0"))));
    assertTrue(objects("binaries/").contains("binaries/" + sha256(binaries.get("1.0.0"))));
    var plugin = get(PLUGINS + "/idle").body();
    assertEquals("1.0.0", plugin.at("/latestVersion").asText());
    assertEquals(1, plugin.at("/versions").asInt());
    var left = get(PLUGINS + "/idle/versions").body().at("/items");
    assertEquals(1, left.size());
    assertEquals("1.0.0", left.at("/0/version").asText());
    var audit = audited(PluginId.of("idle").toString()).getLast();
    assertEquals("deleteVersion", audit.action());
    assertTrue(audit.before().getOrDefault("removed", "").startsWith("1.1.0@sha256:"));
    var gone = delete("idle", "1.1.0");
    assertProblem(Action.DELETE_VERSION, gone, 404, "version-not-found");
    assertEquals(201, inline("idle", binaries.get("1.1.0")).status(), "and may come back");
    assertProblem(Action.DELETE_VERSION, delete("no", "1.1.0"), 404, "plugin-not-found");
  }

  @Test
  void nodes_have_to_forget_the_deprecation_of_a_version_that_went() {
    registered("ended", "1.0.0", "1.1.0");
    send("ended", "POST", "1.0.0/deprecate", Map.of("message", "Old."));
    var tasks = STORES.deprecationTasks();
    tasks.open(100).forEach(tasks::end);
    assertEquals(204, delete("ended", "1.0.0").status());
    var task = tasks.open(100).getFirst();
    assertEquals(new SemanticVersion("1.0.0"), task.version());
    assertEquals(PluginId.of("ended"), task.pluginId());
  }

  @Test
  void all_that_names_it_is_told_and_nothing_changes() {
    registered("named", "1.0.0", "1.1.0", "1.2.0", "1.3.0");
    serves("named", "1.0.0", List.of("1.1.0"));
    pinned("named", "1.2.0");
    send("named", "POST", "1.0.0/deprecate", Map.of("message", "m", "successor", "1.3.0"));
    var before = everything();
    inUse("named", "1.0.0", "it serves in QA");
    inUse("named", "1.1.0", "it is kept ready in QA");
    inUse("named", "1.2.0", "tenants such as acme are pinned to it in QA");
    inUse("named", "1.3.0", "1.0.0 names it as its successor");
    assertEquals(before, everything());
    send("named", "DELETE", "1.0.0/deprecate", Map.of());
    assertEquals(204, delete("named", "1.3.0").status());
  }

  @Test
  void the_last_version_that_another_plugin_can_do_with_stays() {
    registered("rules", "1.0.0", "1.1.0", "2.0.0");
    var needs =
        "\"description\": \"Echoes\", \"dependencies\": {\"plugins\": {\"rules\": \"^1.0.0\"}}";
    var checkout =
        Fixture.sound()
            .entry(
                Fixture.MANIFEST,
                Fixture.MINIMAL
                    .replace("\"demo\"", "\"checkout\"")
                    .replace("\"description\": \"Echoes\"", needs));
    assertEquals(201, inline("checkout", checkout.bytes()).status());
    assertEquals(204, delete("rules", "1.0.0").status());
    inUse("rules", "1.1.0", "checkout 1.0.0 needs rules ^1.0.0, and no other version is in that");
    assertEquals(204, delete("rules", "2.0.0").status(), "nobody needs it");
  }

  @Test
  void the_only_version_goes_with_its_plugin() {
    registered("only", "1.0.0");
    inUse("only", "1.0.0", "is the only version of only");
  }

  @Test
  void what_was_routed_or_taken_meanwhile_keeps_it() {
    registered("raced", "1.0.0", "1.1.0");
    var plugins = new DynamoPlugins(DYNAMO, TABLES, new DynamoUploads(DYNAMO, TABLES));
    var id = PluginId.of("raced");
    var plugin = plugins.find(id).orElseThrow();
    var going = plugins.find(id, new SemanticVersion("1.0.0")).orElseThrow();
    var newest = plugins.find(id, new SemanticVersion("1.1.0")).orElseThrow();
    var seen =
        Arrays.stream(Environment.values())
            .collect(Collectors.toMap(it -> it, it -> new Plugins.Routed(0, 0)));
    RegisteredPlugin remaining = plugin.without(newest, Instant.now());
    var audit = audit(AuditSubject.plugin(id));
    var removal = new Plugins.VersionRemoval(remaining, going, seen, Optional.empty(), audit);
    serves("raced", "1.0.0", List.of());
    assertEquals(Plugins.Removed.PluginChanged, plugins.remove(removal));
    assertTrue(plugins.find(id, going.version()).isPresent());
  }

  @Test
  void at_the_limit_what_is_ended_and_unused_is_offered() {
    var few = new HashMap<>(ENVIRONMENT);
    few.put("HOTSWAP_MAX_VERSIONS_PER_PLUGIN", "3");
    registered("full", "1.0.0", "1.1.0", "1.2.0");
    serves("full", "1.0.0", List.of());
    for (var version : List.of("1.0.0", "1.1.0")) {
      send("full", "POST", version + "/deprecate", Map.of("message", "Old."));
    }
    var limited = new RegistrationApiHandler(few);
    try {
      var body = Map.of("name", "full", "content", base64(plugin("full", "1.3.0")));
      var refused =
          new Gateway(limited)
              .request("POST", PLUGINS)
              .token(ISSUER.token("ada", Role.Developer))
              .json(body)
              .send();
      assertProblem(Action.REGISTER_PLUGIN, refused, 409, "too-many-versions", "/version");
      var fix = refused.body().at("/errors/0/fix").asText();
      assertTrue(fix.contains(": 1.1.0 (DELETE /api/v1/plugins/full/versions/1.1.0)"), fix);
    } finally {
      limited.getApplicationContext().close();
    }
  }

  private static void inUse(String name, String version, String why) {
    var refused = delete(name, version);
    assertProblem(Action.DELETE_VERSION, refused, 409, "version-in-use", "#path/version");
    assertTrue(refused.body().at("/detail").asText().contains(why), refused.toString());
  }

  private static Map<String, byte[]> registered(String name, String... versions) {
    var binaries =
        Arrays.stream(versions).collect(Collectors.toMap(it -> it, it -> plugin(name, it)));
    for (var version : versions) {
      assertEquals(201, inline(name, binaries.get(version)).status());
    }
    return binaries;
  }

  private static void serves(String name, String version, List<String> warm) {
    var id = PluginId.of(name);
    var draft = new RoutingDraft(id, name, Environment.QA).withVersion(routed(version));
    warm.forEach(it -> draft.withVersion(routed(it)));
    var document =
        draft.withDefaultVersion(Optional.of(version)).withWarm(warm).build("d", Instant.now(), "");
    assertTrue(STORES.routing().commit(document, audit(AuditSubject.routing(Environment.QA, id))));
  }

  private static void pinned(String name, String version) {
    var id = new TenantPluginId(Environment.QA, PluginId.of(name), "acme");
    var pin = new Pin(routed(version), "why", Instant.now(), Optional.empty());
    var settings = TenantPlugin.unset(id).withPin(Optional.of(pin)).written(Instant.now());
    var subject = AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId());
    assertTrue(STORES.tenantPlugins().commit(settings, Optional.empty(), audit(subject)));
  }

  private static RoutedVersion routed(String version) {
    return new RoutedVersion(version, Digest.over(version), 1, "d", "t");
  }

  private static AuditRecord audit(AuditSubject subject) {
    var origin = Origin.system("test", "r", "");
    return new AuditRecord(
        UUID.randomUUID(), subject, Instant.now(), "a", origin, Map.of(), Map.of());
  }

  private static Reply delete(String name, String version) {
    return as(Role.Admin, "DELETE", PLUGINS + "/" + name + "/versions/" + version).send();
  }

  private static void send(String name, String method, String rest, Map<String, ?> body) {
    var request = as(Role.Admin, method, PLUGINS + "/" + name + "/versions/" + rest);
    var reply = (body.isEmpty() ? request : request.json(body)).send();
    assertEquals(200, reply.status(), reply.toString());
  }
}
