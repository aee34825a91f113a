package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkResult.Outcome;
import io.hotswap.domain.tenant.bulk.MigratingTenants;
import io.hotswap.domain.tenant.bulk.MigratingTenants.Migration;
import io.hotswap.domain.tenant.bulk.StartingBulkJobs;
import io.hotswap.domain.tenant.bulk.Waves;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A migration asks what other plugins need of a pin, with no more than the schedule's role allows.
class NeededPinsTest extends Reconciled {
  private static final Environment WHERE = Environment.Development;
  private static final PluginId TABLES = PluginId.of("tables");

  @Test
  void a_tenant_of_a_plugin_that_needs_the_version_is_named_and_stays() {
    deployed(ControlPlane.MARKDOWN, Map.of("version", "1.1.0"));
    deployed(ControlPlane.MARKDOWN, Map.of("version", "1.0.0"));
    var needs = Map.of("plugins", Map.of("markdown", "~1.0.0"));
    plane.register("tables", "3.1.0", Map.of("dependencies", needs));
    plane.needs("tables", "markdown");
    deployed(TABLES, Map.of("pluginId", "tables", "version", "3.1.0"));
    pinned("acme");
    pinned("umbrella");
    write(TenantPlugin.unset(new TenantPluginId(WHERE, TABLES, "umbrella")).withEnabled(false));
    var job = migrated();
    reconcile();
    reconcile();
    var ended = plane.stores().bulkJobs().find(job).orElseThrow();
    var results = plane.stores().bulkJobs().results(ended, PageRequest.first(10)).items();
    var acme = results.stream().filter(it -> it.tenant().equals("acme")).findFirst().orElseThrow();
    assertEquals(Outcome.Refused, acme.outcome());
    assertTrue(acme.detail().startsWith("tables 3.1.0 needs markdown ~1.0.0"), acme.detail());
    assertEquals("1.0.0", pin("acme"));
    assertEquals("1.1.0", pin("umbrella"), results.toString());
  }

  private UUID migrated() {
    var stores = plane.stores();
    var migrating =
        new MigratingTenants(
            stores.pins(),
            new PinnableVersions(stores.deployments(), stores.releases()),
            stores.releases(),
            stores.bulkJobs(),
            new StartingBulkJobs(stores.bulkJobs(), Clock.systemUTC()));
    var request =
        new MigratingTenants.Request(
            UUID.randomUUID(),
            WHERE,
            ControlPlane.MARKDOWN,
            new SemanticVersion("1.0.0"),
            Optional.of(new SemanticVersion("1.1.0")),
            Optional.empty(),
            Optional.of(new Waves(2, Duration.ZERO)),
            "why",
            false,
            Origin.system("test", "r", ""));
    var started = assertInstanceOf(Result.Done.class, migrating.migrate(request));
    return ((Migration) started.value()).job().id();
  }

  private void deployed(PluginId plugin, Map<String, String> what) {
    Map<String, String> body = new HashMap<>(ControlPlane.deployment("1.0.0"));
    body.putAll(what);
    var reply = plane.as(Role.Developer, "POST", "/deployments").json(body).send();
    assertEquals(202, reply.status(), reply.toString());
    assertEquals("Succeeded", plane.complete(plugin, reply.body().path("id").asText(), 1));
  }

  private void pinned(String tenant) {
    var stores = plane.stores();
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    var pinnable = new PinnableVersions(stores.deployments(), stores.releases());
    var pin =
        pinnable.find(id, "1.0.0").map(it -> new Pin(it, "why", Instant.now(), Optional.empty()));
    switch (pin) {
      case Result.Done<Pin>(var found) -> write(TenantPlugin.unset(id).withPin(Optional.of(found)));
      case Result.Refused<Pin>(var refusal) -> throw new AssertionError(refusal.detail());
    }
  }

  private void write(TenantPlugin settings) {
    var id = settings.id();
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(WHERE, id.tenant(), id.pluginId()),
            Instant.now(),
            "a",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    var written = settings.written(Instant.now());
    assertTrue(plane.stores().tenantPlugins().commit(written, Optional.empty(), audit));
  }

  private String pin(String tenant) {
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    var settings = plane.stores().tenantPlugins().find(id).orElseThrow();
    return settings.pin().orElseThrow().version().version();
  }
}
