package io.hotswap.domain.tenant.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.InMemoryTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkLine.PinMove;
import io.hotswap.domain.tenant.bulk.BulkLine.WantedPin;
import io.hotswap.domain.tenant.bulk.BulkResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunningBulkJobsTest {
  private static final UUID ID = UUID.randomUUID();
  private static final int MANY = 450;

  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private final InMemoryTenantPlugins stored = new InMemoryTenantPlugins();
  private final InMemoryBulkJobs jobs = new InMemoryBulkJobs();
  private final StartingBulkJobs starting = new StartingBulkJobs(jobs, controlPlane);

  private Optional<String> objection = Optional.empty();

  @BeforeEach
  void deployed() {
    controlPlane.deploy("1.0.0");
  }

  @Test
  void every_line_is_carried_out_and_reported() {
    start(
        List.of(
            disabled("acme"),
            line("umbrella", Optional.of(new WantedPin("1.0.0", Optional.empty()))),
            line("initech", Optional.of(new WantedPin("7.7.7", Optional.empty()))),
            new BulkLine(
                "hooli",
                Optional.of(true),
                Optional.empty(),
                true,
                Optional.empty(),
                true,
                Optional.empty(),
                false)));
    var job = run(controlPlane).getFirst();
    assertEquals(4, job.handled());
    assertEquals(2, job.changed());
    assertEquals(1, job.refused());
    assertEquals(Optional.of(controlPlane.now), job.endedAt());
    var results = jobs.results(job, PageRequest.first(10)).items();
    assertEquals(
        List.of(Outcome.Changed, Outcome.Changed, Outcome.Refused, Outcome.Unchanged),
        results.stream().map(BulkResult::outcome).toList());
    assertTrue(results.get(2).detail().contains("7.7.7"), results.toString());
    assertEquals("why", settings("umbrella").pin().orElseThrow().reason());
    assertEquals(2, stored.audits.size());
    assertEquals("bulkChange", stored.audits.getFirst().action());
  }

  @Test
  void a_dry_run_reports_the_same_and_writes_nothing() {
    var lines =
        List.of(
            disabled("acme"),
            line("initech", Optional.of(new WantedPin("7.7.7", Optional.empty()))));
    assertTrue(
        new StartingBulkJobs(jobs, controlPlane).start(request(lines, true))
            instanceof Result.Done);
    var job = run(controlPlane).getFirst();
    assertTrue(job.dryRun());
    assertEquals(Optional.of(controlPlane.now), job.endedAt());
    assertEquals(
        List.of(Outcome.Changed, Outcome.Refused),
        jobs.results(job, PageRequest.first(10)).items().stream()
            .map(BulkResult::outcome)
            .toList());
    assertEquals(List.of(), stored.audits);
    assertEquals(Optional.empty(), stored.find(id("acme")));
  }

  @Test
  void a_tenants_line_is_one_revision_or_none() {
    var quota = Optional.of(new Quota(9, 9));
    start(
        List.of(
            new BulkLine(
                "acme",
                Optional.of(false),
                Optional.of(new WantedPin("1.0.0", Optional.empty())),
                false,
                quota,
                false,
                Optional.empty(),
                false),
            new BulkLine(
                "umbrella",
                Optional.of(false),
                Optional.of(new WantedPin("7.7.7", Optional.empty())),
                false,
                quota,
                false,
                Optional.empty(),
                false)));
    run(controlPlane);
    assertEquals(1, settings("acme").revision());
    assertEquals(quota, settings("acme").quota().ceiling());
    assertEquals(Optional.empty(), stored.find(id("umbrella")));
  }

  @Test
  void a_job_goes_on_after_its_time_was_up() {
    start(many());
    var reads = new AtomicInteger();
    // The first part takes the whole time.
    InstantSource late =
        () -> reads.incrementAndGet() == 1 ? Instant.EPOCH : controlPlane.instant();
    var begun = running(late).run(Instant.EPOCH.plusSeconds(1)).getFirst();
    assertEquals(BulkJobs.PART, begun.handled());
    assertEquals(Optional.empty(), begun.endedAt());
    assertEquals(MANY, run(controlPlane).getFirst().handled());
    assertEquals(MANY, stored.audits.size());
    assertEquals(List.of(), run(controlPlane));
  }

  /// What it wrote before it died is as wanted, and not written again.
  @Test
  void a_part_that_died_half_way_is_done_again_once() {
    start(many());
    stored.failAfter(120);
    assertThrows(PartialFailure.class, () -> run(controlPlane));
    assertEquals(0, jobs.find(ID).orElseThrow().handled());
    int written = stored.audits.size();
    assertTrue(written >= 120 && written < BulkJobs.PART, written + " lines");
    var job = run(controlPlane).getFirst();
    assertEquals(MANY, job.handled());
    assertEquals(MANY, stored.audits.size());
    for (int i = 0; i < MANY; i++) {
      assertEquals(1, settings("tenant-" + i).revision());
    }
  }

  @Test
  void what_cannot_be_carried_out_is_told_before_anything_is() {
    var past = Optional.of(new WantedPin("1.0.0", Optional.of(controlPlane.now)));
    var refused =
        starting.start(
            request(
                List.of(
                    disabled("acme"),
                    disabled("acme"),
                    line("b", Optional.empty()),
                    line("c", past))));
    if (refused instanceof Result.Refused<BulkJob>(Refusal refusal)) {
      assertEquals(
          List.of("/changes/1/tenantId", "/changes/2", "/changes/3/pin/expiresAt"),
          refusal.errors().stream().map(it -> it.pointer()).toList());
    }
    assertTrue(refused instanceof Result.Refused);
    assertEquals(Optional.empty(), jobs.find(ID));
  }

  @Test
  void waves_wait_for_each_other_and_a_pin_that_is_elsewhere_by_then_stays() {
    controlPlane.deploy("1.1.0");
    for (int i = 0; i < 5; i++) {
      pinned("tenant-" + i, "1.0.0");
    }
    pinned("tenant-1", "1.1.0");
    int before = stored.audits.size();
    moving(5);
    assertEquals(2, run(controlPlane).getFirst().handled());
    controlPlane.now = controlPlane.now.plus(Duration.ofMinutes(9));
    assertEquals(List.of(), run(controlPlane));
    pinned("tenant-3", "1.1.0");
    controlPlane.now = controlPlane.now.plus(Duration.ofMinutes(1));
    var second = run(controlPlane).getFirst();
    assertEquals(4, second.handled());
    assertEquals(2, second.changed());
    controlPlane.now = controlPlane.now.plus(Duration.ofMinutes(10));
    var last = run(controlPlane).getFirst();
    assertEquals(Optional.of(controlPlane.now), last.endedAt());
    assertEquals(3, last.changed());
    for (int i = 0; i < 5; i++) {
      assertEquals("1.1.0", settings("tenant-" + i).pin().orElseThrow().version().version());
    }
    assertEquals(before + 1 + 3, stored.audits.size(), "tenant-3 by hand, and three moved");
  }

  @Test
  void moves_stop_by_themselves_when_the_version_turns_out_to_be_worse() {
    controlPlane.deploy("1.1.0");
    for (int i = 0; i < 4; i++) {
      pinned("tenant-" + i, "1.0.0");
    }
    moving(4);
    assertEquals(2, run(controlPlane).getFirst().handled());
    objection = Optional.of("Too many failed calls: 50 of 100");
    var job = run(controlPlane).getFirst();
    assertEquals(Optional.of(job), jobs.find(ID));
    assertTrue(job.isStopped(), "between two waves, before the next is due");
    assertEquals(
        Optional.of("1.1.0 is worse than 1.0.0. Too many failed calls: 50 of 100"),
        job.stoppedBecause());
    controlPlane.now = controlPlane.now.plus(Duration.ofMinutes(10));
    assertEquals(List.of(), run(controlPlane));
    assertEquals("1.0.0", settings("tenant-3").pin().orElseThrow().version().version());
  }

  @Test
  void a_job_that_is_stopped_keeps_what_it_has_changed_and_changes_no_more() {
    start(many());
    stored.failAfter(BulkJobs.PART + 20);
    assertThrows(PartialFailure.class, () -> run(controlPlane));
    var begun = jobs.find(ID).orElseThrow();
    assertEquals(BulkJobs.PART, begun.handled());
    var stopped = done(starting.stop(begun, InMemoryControlPlane.ORIGIN));
    assertTrue(stopped.isStopped());
    assertEquals(List.of(), run(controlPlane));
    assertFalse(jobs.advance(begun, begun.with(List.of(), controlPlane.now), List.of()));
    assertEquals(stopped, done(starting.stop(begun, InMemoryControlPlane.ORIGIN)));
  }

  private static BulkJob done(Result<BulkJob> result) {
    return switch (result) {
      case Result.Done<BulkJob>(var job) -> job;
      case Result.Refused<BulkJob>(var refusal) -> throw new AssertionError(refusal.detail());
    };
  }

  private void pinned(String tenant, String version) {
    var changing = new ChangingTenantPlugins(stored, controlPlane, TenantLimit.NONE, controlPlane);
    var command =
        new ChangingTenantPlugins.Command(
            id(tenant),
            Optional.empty(),
            false,
            "pinTenant",
            Optional.empty(),
            InMemoryControlPlane.ORIGIN);
    var pinnable = new PinnableVersions(controlPlane, controlPlane);
    var result =
        changing.change(
            command,
            it ->
                pinnable
                    .find(it, version)
                    .map(found -> new Pin(found, "own", controlPlane.now, Optional.empty()))
                    .map(pin -> it.withPin(Optional.of(pin))));
    assertTrue(result instanceof Result.Done, result.toString());
  }

  private void moving(int tenants) {
    var move = new PinMove("1.0.0", "1.1.0");
    var lines = IntStream.range(0, tenants).mapToObj(it -> BulkLine.moving("tenant-" + it, move));
    var waves = Optional.of(new Waves(2, Duration.ofMinutes(10)));
    var request =
        new StartingBulkJobs.Request(
            ID,
            Environment.Development,
            InMemoryControlPlane.MARKDOWN,
            "why",
            false,
            lines.toList(),
            waves,
            Optional.empty(),
            InMemoryControlPlane.ORIGIN);
    assertTrue(starting.start(request) instanceof Result.Done);
  }

  private static List<BulkLine> many() {
    return IntStream.range(0, MANY).mapToObj(it -> disabled("tenant-" + it)).toList();
  }

  private static BulkLine disabled(String tenant) {
    return new BulkLine(
        tenant,
        Optional.of(false),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        false);
  }

  private static BulkLine line(String tenant, Optional<WantedPin> pin) {
    return new BulkLine(
        tenant, Optional.empty(), pin, false, Optional.empty(), false, Optional.empty(), false);
  }

  private static StartingBulkJobs.Request request(List<BulkLine> lines) {
    return request(lines, false);
  }

  private static StartingBulkJobs.Request request(List<BulkLine> lines, boolean dryRun) {
    return new StartingBulkJobs.Request(
        ID,
        Environment.Development,
        InMemoryControlPlane.MARKDOWN,
        "why",
        dryRun,
        lines,
        InMemoryControlPlane.ORIGIN);
  }

  private void start(List<BulkLine> lines) {
    assertTrue(starting.start(request(lines)) instanceof Result.Done);
  }

  private RunningBulkJobs running(InstantSource clock) {
    return new RunningBulkJobs(
        jobs,
        new ChangingTenantPlugins(stored, controlPlane, TenantLimit.NONE, controlPlane),
        new PinnableVersions(controlPlane, controlPlane),
        controlPlane,
        (job, from, to) -> objection,
        () -> (before, wanted) -> Result.done(wanted),
        clock);
  }

  private List<BulkJob> run(InstantSource clock) {
    return running(clock).run(Instant.MAX);
  }

  private static TenantPluginId id(String tenant) {
    return new TenantPluginId(Environment.Development, InMemoryControlPlane.MARKDOWN, tenant);
  }

  private TenantPlugin settings(String tenant) {
    return stored.find(id(tenant)).orElseThrow();
  }
}
