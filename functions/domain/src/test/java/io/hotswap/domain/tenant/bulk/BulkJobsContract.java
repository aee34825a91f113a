package io.hotswap.domain.tenant.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.bulk.BulkLine.PinMove;
import io.hotswap.domain.tenant.bulk.BulkLine.WantedPin;
import io.hotswap.domain.tenant.bulk.BulkResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of jobs does.
public abstract class BulkJobsContract {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");
  private static final Origin ORIGIN = Origin.system("s", "r", "");
  private static final int LINES = 2 * BulkJobs.PART + 50;

  protected abstract BulkJobs jobs();

  private BulkJob created(UUID id, Instant at) {
    var job =
        new BulkJob(
            id,
            Environment.QA,
            PluginId.of("shop"),
            "why",
            false,
            ORIGIN,
            LINES,
            0,
            0,
            0,
            at,
            Optional.empty());
    assertTrue(create(job));
    return job;
  }

  private boolean create(BulkJob job) {
    return jobs().create(job, lines(), audit(job));
  }

  private static AuditRecord audit(BulkJob job) {
    var subject = AuditSubject.bulkChange(job.id(), job.pluginId());
    return new AuditRecord(UUID.randomUUID(), subject, NOW, "a", ORIGIN, Map.of(), Map.of());
  }

  private static List<BulkLine> lines() {
    var pin = new WantedPin("1.0.0", Optional.of(NOW));
    var quota = new Quota(5, 2);
    return IntStream.range(0, LINES)
        .mapToObj(
            it ->
                new BulkLine(
                    "tenant-" + it,
                    Optional.of(it % 2 == 0),
                    it % 3 == 0 ? Optional.of(pin) : Optional.empty(),
                    it % 3 == 1,
                    it % 5 == 0 ? Optional.of(quota) : Optional.empty(),
                    it % 5 == 1,
                    Optional.empty(),
                    false))
        .toList();
  }

  private static List<BulkResult> results(BulkJob job, int count) {
    return IntStream.rangeClosed(job.handled() + 1, job.handled() + count)
        .mapToObj(
            it ->
                it % 7 == 0
                    ? new BulkResult(it, "t" + it, Outcome.Refused, "no such version")
                    : new BulkResult(it, "t" + it, Outcome.Changed, ""))
        .toList();
  }

  @Test
  void a_job_is_created_once_and_read_with_its_lines() {
    var id = UUID.randomUUID();
    assertEquals(Optional.empty(), jobs().find(id));
    var job = created(id, NOW);
    assertFalse(create(job));
    assertEquals(Optional.of(job), jobs().find(id));
    assertEquals(lines().subList(0, BulkJobs.PART), jobs().next(job));
  }

  @Test
  void it_advances_part_by_part_to_its_end() {
    var all = new ArrayList<BulkResult>();
    var job = created(UUID.randomUUID(), NOW);
    while (job.endedAt().isEmpty()) {
      var lines = jobs().next(job);
      assertEquals(lines().subList(job.handled(), job.handled() + lines.size()), lines);
      var results = results(job, lines.size());
      all.addAll(results);
      var next = job.with(results, NOW.plusSeconds(job.handled()));
      assertTrue(jobs().advance(job, next, results));
      assertFalse(jobs().advance(job, next, results), "the part is handled");
      assertEquals(Optional.of(next), jobs().find(job.id()));
      job = next;
    }
    assertEquals(LINES, job.handled());
    assertEquals(all, paged(job));
  }

  private List<BulkResult> paged(BulkJob job) {
    List<BulkResult> found = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      var page = jobs().results(job, new PageRequest(90, after));
      assertTrue(page.items().size() <= 90);
      found.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return found;
  }

  @Test
  void the_parts_of_a_job_in_waves_are_its_waves() {
    var waves = Optional.of(new Waves(7, Duration.ofMinutes(10)));
    var move = new PinMove("1.0.0", "2.0.0");
    var lines = IntStream.range(0, 20).mapToObj(it -> BulkLine.moving("t" + it, move)).toList();
    var job =
        new BulkJob(
            UUID.randomUUID(),
            Environment.QA,
            PluginId.of("shop"),
            "why",
            false,
            ORIGIN,
            20,
            0,
            0,
            0,
            NOW,
            Optional.empty(),
            waves,
            Optional.empty());
    assertTrue(jobs().create(job, lines, audit(job)));
    var all = new ArrayList<BulkResult>();
    for (int wave : List.of(7, 7, 6)) {
      assertEquals(lines.subList(job.handled(), job.handled() + wave), jobs().next(job));
      var results = results(job, wave);
      all.addAll(results);
      var next = job.with(results, NOW);
      assertTrue(jobs().advance(job, next, results));
      assertEquals(Optional.of(next), jobs().find(job.id()));
      job = next;
    }
    assertEquals(all, paged(job));
    assertTrue(job.endedAt().isPresent());
  }

  @Test
  void a_job_that_was_stopped_is_not_open_and_does_not_advance() {
    var job = created(UUID.randomUUID(), NOW);
    var results = results(job, BulkJobs.PART);
    var begun = job.with(results, NOW);
    assertTrue(jobs().advance(job, begun, results));
    assertFalse(
        jobs().stop(job.stopped(NOW, Optional.empty()), audit(job)), "more was handled meanwhile");
    var stopped = begun.stopped(NOW.plusSeconds(1), Optional.of("It is worse."));
    assertTrue(jobs().stop(stopped, audit(job)));
    assertFalse(jobs().stop(stopped, audit(job)));
    assertEquals(Optional.of(stopped), jobs().find(job.id()));
    assertFalse(jobs().open(10).contains(job.id()));
    var more = results(begun, BulkJobs.PART);
    assertFalse(jobs().advance(begun, begun.with(more, NOW), more));
    assertEquals(results, paged(stopped));
  }

  @Test
  void before_the_first_part_there_are_no_results() {
    var job = created(UUID.randomUUID(), NOW);
    assertEquals(List.of(), paged(job));
  }

  @Test
  void jobs_are_open_until_they_end_oldest_first() {
    var later = created(UUID.randomUUID(), NOW.plusSeconds(1));
    var first = created(UUID.randomUUID(), NOW);
    assertEquals(List.of(first.id(), later.id()), jobs().open(10));
    assertEquals(List.of(first.id()), jobs().open(1));
    var job = first;
    while (job.endedAt().isEmpty()) {
      var results = results(job, jobs().next(job).size());
      var next = job.with(results, NOW);
      assertTrue(jobs().advance(job, next, results));
      job = next;
    }
    assertEquals(List.of(later.id()), jobs().open(10));
  }
}
