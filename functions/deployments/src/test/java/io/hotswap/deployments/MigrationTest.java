package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.BulkResult.Outcome;
import io.hotswap.domain.tenant.bulk.RunningBulkJobs;
import io.hotswap.domain.tenant.bulk.StartingBulkJobs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tenants of a version move to another: those without a pin by a deployment, the others in
/// waves, and back.
class MigrationTest {
  private static final Environment WHERE = Environment.Development;
  private static final Origin ORIGIN = Origin.system("test", "r", "");
  private static final Map<String, Object> WAVES = Map.of("tenants", 2, "pause", "PT10M");
  private static final Map<String, Object> DIRECT = Map.of("strategy", "Direct");

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
  void pins_move_in_waves_and_only_those_of_the_version() {
    bothDeployed();
    for (int i = 0; i < 5; i++) {
      pin("t-" + i, "1.0.0");
    }
    pin("other", "1.1.0");
    var reply = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "waves", WAVES));
    assertEquals(202, reply.status(), reply.toString());
    assertEquals(5, reply.body().at("/bulkChange/lines").asInt());
    assertEquals(
        "[\"In Development 1.0.0 serves tenants without a pin too: send `deployment` to move"
            + " them.\"]",
        reply.body().path("warnings").toString());
    var start = Instant.now();
    run(start);
    var waiting = job(reply);
    assertEquals(2, waiting.changed());
    assertEquals(Optional.of(start.plus(Duration.ofMinutes(10))), waiting.continuesAt());
    assertEquals(List.of(), run(start.plusSeconds(60)));
    pin("t-3", "1.1.0");
    run(start.plusSeconds(601));
    run(start.plusSeconds(1_300));
    var ended = job(reply);
    assertTrue(ended.endedAt().isPresent());
    assertEquals(4, ended.changed(), "one was moved by hand meanwhile");
    for (int i = 0; i < 5; i++) {
      assertEquals("1.1.0", version("t-" + i));
      assertEquals(2, settings("t-" + i).revision(), "nobody is moved twice");
    }
  }

  @Test
  void whom_a_migration_moved_is_moved_back_and_nobody_else() {
    bothDeployed();
    pin("own-choice", "1.1.0");
    for (int i = 0; i < 3; i++) {
      pin("t-" + i, "1.0.0");
    }
    var moved = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "waves", WAVES));
    var id = moved.body().at("/bulkChange/id").asText();
    run(Instant.now());
    var back = Map.of("reason", "it rounds up", "to", "1.0.0", "movedBy", id);
    refused("1.1.0", back, "/movedBy");
    var starting = new StartingBulkJobs(plane.stores().bulkJobs(), Clock.systemUTC());
    assertInstanceOf(Result.Done.class, starting.stop(job(moved), ORIGIN));
    var returned = migrate("1.1.0", back);
    assertEquals(2, returned.body().at("/bulkChange/lines").asInt(), returned.toString());
    run(Instant.now());
    run(Instant.now().plusSeconds(61));
    assertEquals("1.1.0", version("own-choice"));
    for (int i = 0; i < 3; i++) {
      assertEquals("1.0.0", version("t-" + i));
    }
    assertEquals(1, settings("t-2").revision(), "its turn never came");
  }

  @Test
  void a_deployment_moves_who_has_no_pin_and_pins_follow_it_and_all_go_back() {
    deployed("1.0.0");
    pin("acme", "1.0.0");
    var moved = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "deployment", DIRECT));
    var deployment = moved.body().path("deployment").asText();
    assertEquals(deployment, moved.body().at("/bulkChange/afterDeployment").asText());
    assertEquals("[]", moved.body().path("warnings").toString());
    assertEquals(List.of(), run(Instant.now()));
    assertEquals("1.0.0", version("acme"), "nobody can be pinned to it yet");
    assertEquals("Succeeded", plane.complete(deployment, 1));
    assertEquals(Optional.of("1.1.0"), plane.routed().defaultVersion());
    run(Instant.now());
    assertEquals("1.1.0", version("acme"));
    var back =
        migrate(
            "1.1.0",
            Map.of(
                "reason",
                "it rounds up",
                "to",
                "1.0.0",
                "movedBy",
                job(moved).id().toString(),
                "deployment",
                DIRECT));
    assertEquals("Succeeded", plane.complete(back.body().path("deployment").asText(), 1));
    run(Instant.now());
    assertEquals("1.0.0", version("acme"));
    assertEquals(Optional.of("1.0.0"), plane.routed().defaultVersion());
  }

  @Test
  void pins_stay_when_the_deployment_that_they_wait_for_does_not_succeed() {
    deployed("1.0.0");
    pin("acme", "1.0.0");
    var moved = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "deployment", DIRECT));
    var deployment = moved.body().path("deployment").asText();
    plane.altered(
        DeploymentId.of(deployment),
        it -> it.withObject("/progress").put("status", "Failed").put("outcome", "FailedClean"));
    run(Instant.now());
    var stopped = job(moved);
    assertTrue(stopped.isStopped());
    assertEquals(
        Optional.of("The deployment " + deployment + " ended as FailedClean."),
        stopped.stoppedBecause());
    assertEquals("1.0.0", version("acme"));
    assertEquals(List.of(), run(Instant.now().plusSeconds(3_600)));
  }

  @Test
  void a_dry_run_shows_the_plan_and_tries_all_at_once_and_moves_nobody() {
    deployed("1.0.0");
    for (int i = 0; i < 5; i++) {
      pin("t-" + i, "1.0.0");
    }
    var body = Map.of("reason", "ends", "to", "1.1.0", "waves", WAVES, "deployment", DIRECT);
    var dry = request("1.0.0", WHERE + "&dryRun=true", body);
    assertEquals(202, dry.status(), dry.toString());
    assertEquals("1.0.0", dry.body().at("/plan/fromVersion").asText(), dry.toString());
    assertFalse(dry.body().has("deployment"));
    run(Instant.now());
    var tried = job(dry);
    assertTrue(tried.endedAt().isPresent());
    assertEquals(5, tried.changed());
    assertEquals(Outcome.Changed, results(tried), "as it will be once it is deployed");
    assertEquals("1.0.0", version("t-0"));
    assertEquals(Optional.of("1.0.0"), plane.routed().defaultVersion());
  }

  @Test
  void the_successor_of_a_deprecated_version_is_where_they_go() {
    bothDeployed();
    pin("t-0", "1.0.0");
    refused("1.0.0", Map.of("reason", "ends"), "/to");
    deprecated("1.1.0");
    var warned = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0"));
    assertTrue(warned.body().at("/warnings/0").asText().startsWith("1.1.0 is deprecated"));
    assertEquals(
        "{\"tenants\":1,\"pause\":\"PT1M\"}", warned.body().at("/bulkChange/waves").toString());
  }

  @Test
  void what_cannot_be_is_told_and_moves_nobody() {
    bothDeployed();
    pin("t-0", "1.0.0");
    refused("1.0.0", Map.of("reason", "ends", "to", "1.0.0"), "/to");
    refused("1.0.0", Map.of("reason", "ends", "to", "9.9.9"), "/to");
    var endless = Map.of("tenants", 5, "pause", "P8D");
    refused("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "waves", endless), "/waves/pause");
    var nobody = Map.of("reason", "r", "to", "1.1.0", "movedBy", UUID.randomUUID().toString());
    refused("1.0.0", nobody, "/movedBy");
    refused("1.1.0", Map.of("reason", "r", "to", "1.0.0", "deployment", DIRECT), "/deployment");
    var wrong = Map.of("strategy", "Canary", "canaryConfig", Map.of("steps", List.of(10, 50)));
    refused(
        "1.0.0",
        Map.of("reason", "r", "to", "1.1.0", "deployment", wrong),
        "/deployment/canaryConfig/steps");
    assertEquals(404, migrate("7.7.7", Map.of("reason", "ends", "to", "1.1.0")).status());
    assertEquals(List.of(), plane.stores().bulkJobs().open(10));
    var elsewhere = request("1.0.0", Environment.Production, Map.of("reason", "r", "to", "1.1.0"));
    assertEquals(403, elsewhere.status(), elsewhere.toString());
  }

  private void refused(String from, Map<String, ?> body, String pointer) {
    var reply = migrate(from, body);
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText(), reply.toString());
  }

  private Reply migrate(String from, Map<String, ?> body) {
    return request(from, WHERE, body);
  }

  private Reply request(String from, Object where, Map<String, ?> body) {
    var path = "/plugins/markdown/versions/" + from + "/migrate?environment=" + where;
    var reply = plane.as(Role.Developer, "POST", path).json(body).send();
    Documented.conforms(Action.MIGRATE_VERSION, reply);
    return reply;
  }

  private void bothDeployed() {
    deployed("1.1.0");
    var id = plane.deploy("1.0.0").body().path("id").asText();
    assertEquals("Succeeded", plane.complete(id, 1));
  }

  private void deployed(String version) {
    assertEquals("Succeeded", plane.complete(plane.deploy(version).body().path("id").asText(), 1));
  }

  private BulkJob job(Reply reply) {
    var id = UUID.fromString(reply.body().at("/bulkChange/id").asText());
    return plane.stores().bulkJobs().find(id).orElseThrow();
  }

  private Outcome results(BulkJob job) {
    var results = plane.stores().bulkJobs().results(job, PageRequest.first(1)).items();
    return results.getFirst().outcome();
  }

  private void pin(String tenant, String version) {
    var stores = plane.stores();
    var pinnable = new PinnableVersions(stores.deployments(), stores.releases());
    var changed =
        changing()
            .change(
                new ChangingTenantPlugins.Command(
                    id(tenant), Optional.empty(), false, "pinTenant", Optional.empty(), ORIGIN),
                it ->
                    pinnable
                        .find(it, version)
                        .map(found -> new Pin(found, "own", Instant.now(), Optional.empty()))
                        .map(pin -> it.withPin(Optional.of(pin))));
    assertInstanceOf(Result.Done.class, changed, changed.toString());
  }

  private ChangingTenantPlugins changing() {
    var stores = plane.stores();
    return new ChangingTenantPlugins(
        stores.tenantPlugins(), stores.releases(), TenantLimit.NONE, Clock.systemUTC());
  }

  private void deprecated(String version) {
    var lifecycles = plane.stores().versionLifecycles();
    var deprecation =
        new Deprecation("Old too.", Optional.empty(), Optional.empty(), Instant.now());
    var next =
        lifecycles
            .find(ControlPlane.MARKDOWN, new SemanticVersion(version))
            .with(Lifecycle.ACTIVE.with(deprecation));
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.plugin(ControlPlane.MARKDOWN),
            Instant.now(),
            "a",
            ORIGIN,
            Map.of(),
            Map.of());
    lifecycles.commit(next, Optional.empty(), Optional.empty(), audit);
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
  }

  private TenantPlugin settings(String tenant) {
    return plane.stores().tenantPlugins().find(id(tenant)).orElseThrow();
  }

  private String version(String tenant) {
    return settings(tenant).pin().orElseThrow().version().version();
  }

  /// As the schedule does at that time.
  private List<BulkJob> run(Instant at) {
    var stores = plane.stores();
    return new RunningBulkJobs(
            stores.bulkJobs(),
            changing(),
            new PinnableVersions(stores.deployments(), stores.releases()),
            stores.deployments(),
            (job, from, to) -> Optional.empty(),
            () -> (before, wanted) -> Result.done(wanted),
            Clock.fixed(at, ZoneOffset.UTC))
        .run(Instant.MAX);
  }
}
