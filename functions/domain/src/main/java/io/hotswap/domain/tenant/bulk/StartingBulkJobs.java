package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Takes jobs; [RunningBulkJobs] carries them out. Who may do so is decided before.
public final class StartingBulkJobs {
  private final BulkJobs jobs;
  private final InstantSource clock;

  public StartingBulkJobs(BulkJobs jobs, InstantSource clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  /// @param id of the job; a job that has it already is answered as it is
  public record Request(
      UUID id,
      Environment environment,
      PluginId pluginId,
      String reason,
      boolean dryRun,
      List<BulkLine> lines,
      Origin origin) {}

  public Result<BulkJob> start(Request request) {
    var errors = errors(request.lines());
    return errors.isEmpty()
        ? Result.done(started(request))
        : Result.refused(
            new Refusal(
                ErrorCode.INVALID_SETTINGS,
                "%d lines cannot be carried out; nothing was changed.".formatted(errors.size()),
                errors));
  }

  private BulkJob started(Request it) {
    var job =
        new BulkJob(
            it.id(),
            it.environment(),
            it.pluginId(),
            it.reason(),
            it.dryRun(),
            it.origin(),
            it.lines().size(),
            0,
            0,
            0,
            clock.instant(),
            Optional.empty());
    return jobs.create(job, it.lines(), audit(job)) ? job : jobs.find(it.id()).orElseThrow();
  }

  private static AuditRecord audit(BulkJob it) {
    Map<String, String> facts =
        Map.of(
            "job", it.id().toString(),
            "environment", it.environment().name(),
            "pluginId", it.pluginId().toString(),
            "reason", it.reason(),
            "dryRun", Boolean.toString(it.dryRun()),
            "lines", Integer.toString(it.total()));
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.bulkChange(it.id(), it.pluginId()),
        it.createdAt(),
        "startBulkChange",
        it.origin(),
        Map.of(),
        facts);
  }

  private List<FieldError> errors(List<BulkLine> lines) {
    List<FieldError> errors = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var pointer = "/changes/" + i;
      var before = seen.putIfAbsent(line.tenant(), i);
      if (before != null) {
        errors.add(
            new FieldError(
                pointer + "/tenantId",
                "a tenant that no other line has",
                "Put all changes of " + line.tenant() + " into /changes/" + before + "."));
      }
      contradictions(line, pointer, errors);
      line.pin()
          .flatMap(BulkLine.WantedPin::expiresAt)
          .filter(it -> !clock.instant().isBefore(it))
          .ifPresent(it -> errors.add(expired(pointer)));
    }
    return errors;
  }

  private static FieldError expired(String pointer) {
    return new FieldError(
        pointer + "/pin/expiresAt",
        "a time to come",
        "Send a later time, or none for a pin without an end.");
  }

  private static void contradictions(BulkLine line, String pointer, List<FieldError> errors) {
    if (line.unpin() && line.pin().isPresent()) {
      errors.add(new FieldError(pointer + "/unpin", "no unpin beside a pin", "Send one of both."));
    }
    if (line.noQuota() && line.quota().isPresent()) {
      errors.add(
          new FieldError(
              pointer + "/removeQuotas", "no removeQuotas beside quotas", "Send one of both."));
    }
    if (line.noAccess() && line.access().isPresent()) {
      errors.add(
          new FieldError(
              pointer + "/removeAccess", "no removeAccess beside access", "Send one of both."));
    }
    if (changesNothing(line)) {
      errors.add(
          new FieldError(
              pointer,
              "something to change",
              "Send enabled, pin, unpin, quotas, removeQuotas, access or removeAccess."));
    }
  }

  private static boolean changesNothing(BulkLine line) {
    return line.enabled().isEmpty()
        && line.access().isEmpty()
        && line.pin().isEmpty()
        && line.quota().isEmpty()
        && !line.noAccess()
        && !line.unpin()
        && !line.noQuota();
  }
}
