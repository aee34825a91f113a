package io.hotswap.tenants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.RunningBulkJobs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The tenants of a version move to another, in waves, and back.
class MigrationTest {
  private static final Environment WHERE = Environment.QA;
  private static final String HERE = "?environment=QA";
  private static final String VERSIONS = "/api/v1/plugins/markdown/versions/";
  private static final String JOBS = "/api/v1/bulk-changes/";
  private static final Map<String, Object> WAVES = Map.of("tenants", 2, "pause", "PT10M");

  private final TenantsFixture fixture = new TenantsFixture();

  @BeforeEach
  void deployed() {
    fixture.deployed("1.0.0", WHERE);
    fixture.deployed("1.1.0", WHERE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void pins_move_in_waves_and_only_those_of_the_version() {
    for (int i = 0; i < 5; i++) {
      pin("t-" + i, "1.0.0");
    }
    pin("other", "1.1.0");
    fixture.serves("1.0.0", WHERE);
    var reply = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "waves", WAVES));
    assertEquals(202, reply.status(), reply.toString());
    assertEquals(5, reply.body().at("/bulkChange/lines").asInt());
    assertEquals(
        "[\"In QA 1.0.0 serves tenants without a pin too: a deployment of 1.1.0 moves them.\"]",
        reply.body().path("warnings").toString());
    var job = reply.body().at("/bulkChange/id").asText();
    var start = Instant.now();
    run(start);
    var waiting = shown(job);
    assertEquals("Running", waiting.body().path("status").asText());
    assertEquals(2, waiting.body().path("changed").asInt());
    assertEquals(
        start.plus(Duration.ofMinutes(10)).toString(), waiting.body().path("continuesAt").asText());
    assertEquals(List.of(), run(start.plusSeconds(60)));
    pin("t-3", "1.1.0");
    run(start.plusSeconds(601));
    run(start.plusSeconds(1_300));
    var ended = shown(job);
    assertEquals("Ended", ended.body().path("status").asText());
    assertEquals(4, ended.body().path("changed").asInt());
    assertEquals(1, ended.body().path("unchanged").asInt(), "moved by hand meanwhile");
    for (int i = 0; i < 5; i++) {
      assertEquals("1.1.0", version("t-" + i));
    }
    assertEquals(2, fixture.audit("t-0").size());
    assertEquals(2, fixture.audit("t-3").size(), "nobody is moved twice");
  }

  @Test
  void whom_a_migration_moved_is_moved_back_and_nobody_else() {
    pin("own-choice", "1.1.0");
    pin("t-0", "1.0.0");
    pin("t-1", "1.0.0");
    pin("t-2", "1.0.0");
    var moved = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "waves", WAVES));
    var job = moved.body().at("/bulkChange/id").asText();
    run(Instant.now());
    var back = Map.of("reason", "it rounds up", "to", "1.0.0", "movedBy", job);
    var early = migrate("1.1.0", back);
    assertEquals(400, early.status(), early.toString());
    assertEquals("/movedBy", early.body().at("/errors/0/pointer").asText());
    var stopped = fixture.memberAt(Role.Developer, "DELETE", JOBS + job).send();
    Documented.conforms(Action.STOP_BULK_CHANGE, stopped);
    assertEquals("Stopped", stopped.body().path("status").asText(), stopped.toString());
    assertEquals(List.of(), run(Instant.now().plusSeconds(3_600)));
    var returned = migrate("1.1.0", back);
    assertEquals(2, returned.body().at("/bulkChange/lines").asInt(), returned.toString());
    run(Instant.now());
    run(Instant.now().plusSeconds(61));
    assertEquals("1.1.0", version("own-choice"));
    for (int i = 0; i < 3; i++) {
      assertEquals("1.0.0", version("t-" + i));
    }
    assertEquals(1, fixture.audit("t-2").size(), "its turn never came");
  }

  @Test
  void a_dry_run_tries_all_at_once_and_moves_nobody() {
    for (int i = 0; i < 5; i++) {
      pin("t-" + i, "1.0.0");
    }
    var body = Map.of("reason", "ends", "to", "1.1.0", "waves", WAVES);
    var dry =
        fixture
            .memberAt(Role.Developer, "POST", VERSIONS + "1.0.0/migrate" + HERE + "&dryRun=true")
            .json(body)
            .send();
    assertEquals(202, dry.status(), dry.toString());
    run(Instant.now());
    var tried = shown(dry.body().at("/bulkChange/id").asText());
    assertEquals("Ended", tried.body().path("status").asText());
    assertEquals(5, tried.body().path("changed").asInt());
    assertEquals("1.0.0", version("t-0"));
  }

  @Test
  void the_successor_of_a_deprecated_version_is_where_they_go() {
    pin("t-0", "1.0.0");
    refused("1.0.0", Map.of("reason", "ends"), "/to");
    fixture.deprecated("1.1.0", "Old too.");
    var warned = migrate("1.0.0", Map.of("reason", "ends", "to", "1.1.0"));
    assertTrue(warned.body().at("/warnings/0").asText().startsWith("1.1.0 is deprecated"));
    assertEquals(
        "{\"tenants\":1,\"pause\":\"PT1M\"}", warned.body().at("/bulkChange/waves").toString());
  }

  @Test
  void what_cannot_be_is_told_and_moves_nobody() {
    pin("t-0", "1.0.0");
    refused("1.0.0", Map.of("reason", "ends", "to", "1.0.0"), "/to");
    refused("1.0.0", Map.of("reason", "ends", "to", "9.9.9"), "/to");
    var endless = Map.of("tenants", 5, "pause", "P8D");
    refused("1.0.0", Map.of("reason", "ends", "to", "1.1.0", "waves", endless), "/waves/pause");
    var nobody = Map.of("reason", "r", "to", "1.1.0", "movedBy", UUID.randomUUID().toString());
    refused("1.0.0", nobody, "/movedBy");
    assertEquals(404, migrate("7.7.7", Map.of("reason", "ends", "to", "1.1.0")).status());
    assertEquals(List.of(), fixture.stores().bulkJobs().open(10));
    var staging = VERSIONS + "1.0.0/migrate?environment=Production";
    var reply =
        fixture
            .memberAt(Role.Developer, "POST", staging)
            .json(Map.of("reason", "ends", "to", "1.1.0"))
            .send();
    assertEquals(403, reply.status(), reply.toString());
  }

  private void refused(String from, Map<String, ?> body, String pointer) {
    var reply = migrate(from, body);
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText(), reply.toString());
  }

  private Reply migrate(String from, Map<String, ?> body) {
    var path = VERSIONS + from + "/migrate" + HERE;
    var reply = fixture.memberAt(Role.Developer, "POST", path).json(body).send();
    Documented.conforms(Action.MIGRATE_VERSION, reply);
    return reply;
  }

  private Reply shown(String job) {
    var reply = fixture.memberAt(Role.Viewer, "GET", JOBS + job).send();
    Documented.conforms(Action.VIEW_BULK_CHANGE, reply);
    return reply;
  }

  private void pin(String tenant, String version) {
    var path = "/markdown/version" + HERE;
    var body = Map.of("version", version, "reason", "why");
    var reply = fixture.as("ada", "PUT", tenant, path, Role.Admin).json(body).send();
    assertEquals(200, reply.status(), reply.toString());
  }

  private String version(String tenant) {
    return fixture.stored(WHERE, tenant).orElseThrow().pin().orElseThrow().version().version();
  }

  /// As the schedule does at that time.
  private List<BulkJob> run(Instant at) {
    var stores = fixture.stores();
    var clock = Clock.fixed(at, ZoneOffset.UTC);
    return new RunningBulkJobs(
            stores.bulkJobs(),
            new ChangingTenantPlugins(
                stores.tenantPlugins(), stores.releases(), TenantLimit.NONE, clock),
            new PinnableVersions(stores.deployments(), stores.releases()),
            () -> (before, wanted) -> Result.done(wanted),
            clock)
        .run(Instant.MAX);
  }
}
