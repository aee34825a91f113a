package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.hotswap.domain.tenant.bulk.RunningBulkJobs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkTest {
  private static final String START = "/api/v1/plugins/markdown/bulk-changes?environment=QA";
  private static final String JOBS = "/api/v1/bulk-changes/";

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void many_tenants_are_changed_by_one_job() {
    var lines = lines(450);
    var started = start(Map.of("reason", "contract", "changes", lines));
    assertEquals(202, started.status(), started.toString());
    Documented.conforms(Action.START_BULK_CHANGE, started);
    assertEquals("Waiting", started.body().path("status").asText());
    assertEquals(450, started.body().path("lines").asInt());
    var id = started.body().path("id").asText();
    run();
    var ended = get(JOBS + id);
    Documented.conforms(Action.VIEW_BULK_CHANGE, ended);
    assertEquals("Ended", ended.body().path("status").asText(), ended.toString());
    assertEquals(449, ended.body().path("changed").asInt());
    assertEquals(1, ended.body().path("refused").asInt());
    assertFalse(fixture.stored(Environment.QA, "tenant-7").orElseThrow().enabled());
    assertEquals("bulkChange", fixture.audit("tenant-7").getFirst().action());
    assertEquals(450, reported(id));
  }

  private int reported(String id) {
    int found = 0;
    var path = JOBS + id + "/results?limit=100";
    var page = get(path);
    while (true) {
      Documented.conforms(Action.LIST_BULK_RESULTS, page);
      for (var it : page.body().path("items")) {
        assertEquals(++found, it.path("line").asInt());
        assertEquals(
            it.path("tenantId").asText().equals("tenant-200") ? "Refused" : "Changed",
            it.path("outcome").asText());
      }
      if (!page.body().has("next")) {
        return found;
      }
      page = get(path + "&next=" + page.body().path("next").asText());
    }
  }

  /// The last of the first part is refused.
  private static List<Map<String, Object>> lines(int count) {
    return IntStream.rangeClosed(1, count)
        .<Map<String, Object>>mapToObj(
            it ->
                it == 200
                    ? Map.of("tenantId", "tenant-200", "pin", Map.of("version", "7.7.7"))
                    : Map.of("tenantId", "tenant-" + it, "enabled", false))
        .toList();
  }

  @Test
  void a_file_of_lines_is_a_job_too() {
    var file =
        IntStream.rangeClosed(1, 300)
            .mapToObj(it -> "{\"tenantId\": \"tenant-" + it + "\", \"enabled\": false}\n")
            .collect(Collectors.joining("", "{\"reason\": \"contract\"}\n", "\n"));
    var started = lines(file);
    assertEquals(202, started.status(), started.toString());
    Documented.conforms(Action.START_BULK_CHANGE, started);
    assertEquals(300, started.body().path("lines").asInt());
    assertEquals("contract", started.body().path("reason").asText());
    run();
    assertFalse(fixture.stored(Environment.QA, "tenant-300").orElseThrow().enabled());
  }

  @Test
  void a_line_that_is_none_is_told_by_its_number() {
    var head = "{\"reason\": \"contract\"}\n";
    var good = "{\"tenantId\": \"acme\", \"enabled\": false}\n";
    assertPointer("#line/3", lines(head + good + "oops\n" + good));
    assertPointer("#line/1", lines("\n" + good));
    assertPointer("#line/1", lines("[]\n" + good));
    assertPointer("#line/1", lines("{\"reason\": \"why\", \"changes\": []}\n" + good));
    assertPointer("/reason", lines("{}\n" + good));
    assertPointer("/changes", lines(head));
    assertPointer("/changes/1/enabled", lines(head + good + good.replace("false", "1")));
  }

  @Test
  void a_dry_run_reports_each_line_and_writes_none() {
    var body = Map.of("reason", "contract", "changes", lines(210));
    var dry = fixture.memberAt(Role.Admin, "POST", START + "&dryRun=true").json(body).send();
    assertEquals(202, dry.status(), dry.toString());
    Documented.conforms(Action.START_BULK_CHANGE, dry);
    assertTrue(dry.body().path("dryRun").asBoolean());
    run();
    assertEquals(210, reported(dry.body().path("id").asText()));
    assertTrue(fixture.stored(Environment.QA, "tenant-7").isEmpty());
    assertEquals(0, fixture.changes(Environment.QA));
  }

  private Reply lines(String file) {
    return fixture
        .memberAt(Role.Admin, "POST", START)
        .header("Content-Type", "application/x-ndjson")
        .body(file)
        .send();
  }

  private static void assertPointer(String pointer, Reply reply) {
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(pointer, reply.body().at("/errors/0/pointer").asText(), reply.toString());
  }

  @Test
  void what_cannot_be_carried_out_is_told_with_its_line() {
    var twice =
        List.of(
            Map.of("tenantId", OWN, "enabled", false), Map.of("tenantId", OWN, "enabled", true));
    var reply = start(Map.of("reason", "why", "changes", twice));
    assertEquals(400, reply.status(), reply.toString());
    Documented.conforms(Action.START_BULK_CHANGE, reply);
    assertEquals("/changes/1/tenantId", reply.body().at("/errors/0/pointer").asText());
    for (var bad :
        List.of(
            Map.of("changes", twice),
            Map.of("reason", "why", "changes", List.of()),
            Map.of("reason", "why", "changes", List.of(Map.of("tenantId", "-"))))) {
      assertEquals(400, start(bad).status(), bad.toString());
    }
  }

  @Test
  void a_line_carries_no_secret_and_its_refusal_repeats_none() {
    var canary = "sk_live_4711";
    var good = "{\"tenantId\": \"acme\", \"enabled\": false}\n";
    for (var carrier :
        List.of(
            "\"config\": {\"apiKey\": \"%s\"}",
            "\"secrets\": {\"apiKey\": \"%s\"}",
            "\"apiKey\": \"%s\"",
            "\"enabled\": \"%s\"",
            "\"pin\": {\"version\": \"%s\"}")) {
      var line = "{\"tenantId\": \"globex\", " + carrier.formatted(canary) + "}";
      assertSilent(canary, lines("{\"reason\": \"why\"}\n" + good + line + "\n"));
      assertSilent(
          canary, json("{\"reason\": \"why\", \"changes\": [" + good + ", " + line + "]}"));
    }
    assertSilent(canary, lines("{\"reason\": \"why\"}\n" + good + canary + "\n"));
    assertFalse(fixture.isStoredAnywhere(canary));
    assertEquals(0, fixture.stores().bulkJobs().open(10).size());
  }

  private static void assertSilent(String canary, Reply reply) {
    assertEquals(400, reply.status(), reply.toString());
    var pointer = reply.body().at("/errors/0/pointer").asText();
    assertTrue(pointer.startsWith("/changes/1/") || pointer.equals("#line/3"), reply.toString());
    assertFalse(reply.toString().contains(canary), reply.toString());
  }

  private Reply json(String body) {
    return fixture
        .memberAt(Role.Admin, "POST", START)
        .header("Content-Type", "application/json")
        .body(body)
        .send();
  }

  @Test
  void a_job_of_ten_thousand_lines_is_taken() {
    var changes =
        IntStream.range(0, 10_000)
            .mapToObj(it -> Map.of("tenantId", "tenant-" + it, "enabled", false))
            .toList();
    var reply = start(Map.of("reason", "why", "changes", changes));
    assertEquals(202, reply.status(), reply.toString());
    assertEquals(10_000, reply.body().path("lines").asInt());
  }

  @Test
  void a_request_sent_again_is_the_same_job() {
    var body = Map.of("reason", "why", "changes", lines(2));
    var first = keyed(body);
    var again = keyed(body);
    assertEquals(first.body(), again.body());
    assertEquals("true", again.header("Idempotent-Replayed"));
    assertEquals(1, fixture.stores().bulkJobs().open(10).size());
  }

  @Test
  void a_job_that_is_not_there_is_not_found() {
    for (var path : List.of(JOBS + UUID.randomUUID(), JOBS + UUID.randomUUID() + "/results")) {
      var reply = get(path);
      assertEquals(404, reply.status(), reply.toString());
      assertEquals("bulk-change-not-found", reply.problem());
    }
    assertEquals(400, get(JOBS + "1").status());
    var started = start(Map.of("reason", "why", "changes", lines(2)));
    var id = started.body().path("id").asText();
    var page = get(JOBS + id + "/results?next=bWFya2Rvd24");
    assertEquals(400, page.status(), page.toString());
  }

  private Reply start(Map<String, ?> body) {
    return fixture.memberAt(Role.Developer, "POST", START).json(body).send();
  }

  private Reply keyed(Map<String, ?> body) {
    return fixture
        .memberAt(Role.Developer, "POST", START)
        .header("Idempotency-Key", "k1")
        .json(body)
        .send();
  }

  private Reply get(String path) {
    return fixture.memberAt(Role.Viewer, "GET", path).send();
  }

  /// As the schedule does.
  private void run() {
    var stores = fixture.stores();
    var clock = Clock.systemUTC();
    var ended =
        new RunningBulkJobs(
                stores.bulkJobs(),
                new ChangingTenantPlugins(
                    stores.tenantPlugins(), stores.releases(), TenantLimit.NONE, clock),
                new PinnableVersions(stores.deployments(), stores.releases()),
                stores.deployments(),
                (job, from, to) -> Optional.empty(),
                () -> (before, wanted) -> Result.done(wanted),
                clock)
            .run(Instant.MAX);
    assertTrue(ended.getFirst().endedAt().isPresent(), ended.toString());
  }
}
