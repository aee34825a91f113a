package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.Documented;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.BundledLibrary;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who runs a library: what the registry, the routing and tenants' settings say together.
class LibrariesTest {
  private static final Environment WHERE = Environment.Production;
  private static final String TEXT = "/libraries?name=commons-text&version=1.9";

  @TempDir Path directory;
  private ControlPlane plane;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void versions_that_hold_it_are_told_with_where_and_whom_they_serve() {
    holds("1.0.0", "1.9");
    holds("1.1.0", "1.10.0");
    serves(WHERE, "1.0.0");
    calls("acme", "umbrella");
    pinned("away", "1.0.0");
    pinned("umbrella", "1.1.0");
    serves(Environment.QA, "1.0.0");
    var found = found(TEXT);
    assertEquals(1, found.at("/items").size());
    var use = found.at("/items/0");
    assertEquals(
        "markdown 1.0.0", use.path("plugin").asText() + " " + use.path("version").asText());
    assertEquals("pkg:maven/org.apache.commons/commons-text@1.9", use.at("/library/purl").asText());
    assertEquals("lib/commons-text.jar", use.at("/library/where").asText());
    assertEquals(
        "[{\"environment\":\"QA\",\"tenants\":0,\"tenantIds\":[]},"
            + "{\"environment\":\"Production\",\"tenants\":2,\"tenantIds\":[\"acme\",\"away\"]}]",
        use.path("serves").toString());
    var newer = found("/libraries?name=org.apache.commons:commons-text&version=1.10.0");
    assertEquals("umbrella", newer.at("/items/0/serves/0/tenantIds/0").asText());
    assertEquals(2, found("/libraries?name=commons-text").at("/items").size());
    assertEquals(0, found("/libraries?name=org.other:commons-text").at("/items").size());
  }

  @Test
  void a_version_that_serves_nowhere_is_told_and_one_that_went_or_came_anew_is_not() {
    holds("1.0.0", "1.9");
    holds("gone", "1.0.0", "1.9", ControlPlane.digest("gone", "1.0.0"));
    holds("markdown", "1.1.0", "1.9", Digest.over("other bytes"));
    var found = found(TEXT).at("/items");
    assertEquals(1, found.size());
    assertEquals("1.0.0", found.at("/0/version").asText());
    assertEquals(0, found.at("/0/serves").size());
  }

  @Test
  void pages_tell_all_of_them_once_and_name_a_hundred_tenants() {
    var versions = IntStream.range(0, 7).mapToObj("2.%d.0"::formatted).toList();
    versions.forEach(plane::register);
    versions.forEach(it -> holds(it, "1.9"));
    serves(WHERE, "2.3.0");
    calls(IntStream.range(0, 130).mapToObj("t-%03d"::formatted).toArray(String[]::new));
    var first = found(TEXT + "&limit=4");
    var second = found(TEXT + "&limit=4&next=" + first.path("next").asText());
    assertEquals(4, first.path("items").size());
    assertEquals(3, second.path("items").size());
    var served =
        Stream.of(first, second)
            .flatMap(it -> it.path("items").valueStream())
            .collect(Collectors.toMap(it -> it.path("version").asText(), it -> it.path("serves")));
    assertEquals(Set.copyOf(versions), served.keySet());
    var serving = served.get("2.3.0");
    assertEquals(130, serving.at("/0/tenants").asInt());
    assertEquals(100, serving.at("/0/tenantIds").size());
    assertEquals("t-099", serving.at("/0/tenantIds/99").asText());
    var nowhere = plane.get(TEXT + "&next=" + Parameters.next("zzz"));
    assertEquals(0, nowhere.body().path("items").size());
  }

  @Test
  void tenants_people_do_not_see_whom_it_concerns() {
    var reply = plane.as("acme", "bea", Role.TenantOwner, "GET", TEXT).send();
    assertEquals(403, reply.status());
  }

  private JsonNode found(String path) {
    var reply = plane.get(path);
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.LIST_LIBRARIES, reply);
    return reply.body();
  }

  private void holds(String version, String library) {
    holds("markdown", version, library, ControlPlane.digest("markdown", version));
  }

  private void holds(String plugin, String version, String library, Digest digest) {
    var holder =
        new PluginVersion(
            PluginId.of(plugin),
            plugin,
            new SemanticVersion(version),
            "t",
            "d",
            digest,
            10,
            PackageFormat.Zip,
            "{}",
            Instant.EPOCH,
            "ada",
            "");
    var text =
        new BundledLibrary(
            Optional.of("org.apache.commons"),
            "commons-text",
            Optional.of(library),
            "lib/commons-text.jar",
            Optional.of(Digest.over(library)));
    plane.stores().libraryInventories().write(holder, List.of(text));
  }

  private void serves(Environment environment, String version) {
    var document =
        new RoutingDraft(ControlPlane.MARKDOWN, "markdown", environment)
            .withVersion(routed(version))
            .withDefaultVersion(Optional.of(version))
            .build("d", Instant.now(), "");
    var audit = audit(AuditSubject.routing(environment, ControlPlane.MARKDOWN));
    assertTrue(plane.stores().routing().commit(document, audit));
  }

  private void calls(String... tenants) {
    var stores = plane.stores();
    stores.tenants().record(WHERE, ControlPlane.MARKDOWN, Set.of(tenants), Instant.now());
  }

  private void pinned(String tenant, String version) {
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    var pin = new Pin(routed(version), "why", Instant.EPOCH, Optional.empty());
    var settings = TenantPlugin.unset(id).withPin(Optional.of(pin)).written(Instant.EPOCH);
    var audit = audit(AuditSubject.tenantPlugin(WHERE, tenant, ControlPlane.MARKDOWN));
    assertTrue(plane.stores().tenantPlugins().commit(settings, Optional.empty(), audit));
  }

  private static RoutedVersion routed(String version) {
    return new RoutedVersion(version, Digest.over(version), 10, "d", "t");
  }

  private static AuditRecord audit(AuditSubject subject) {
    var origin = Origin.system("test", "r", "");
    return new AuditRecord(
        UUID.randomUUID(), subject, Instant.now(), "a", origin, Map.of(), Map.of());
  }
}
