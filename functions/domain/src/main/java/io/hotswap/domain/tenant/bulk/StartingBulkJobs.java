package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
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
  /// @param waves empty: all lines as soon as possible
  /// @param after the deployment that has to have succeeded before the first line
  public record Request(
      UUID id,
      Environment environment,
      PluginId pluginId,
      String reason,
      boolean dryRun,
      List<BulkLine> lines,
      Optional<Waves> waves,
      Optional<DeploymentId> after,
      Origin origin) {
    public Request(
        UUID id,
        Environment environment,
        PluginId pluginId,
        String reason,
        boolean dryRun,
        List<BulkLine> lines,
        Origin origin) {
      this(
          id,
          environment,
          pluginId,
          reason,
          dryRun,
          lines,
          Optional.empty(),
          Optional.empty(),
          origin);
    }
  }

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

  /// Ends a job before its last line; what it has changed by then stays.
  ///
  /// @return the job as it is then; as it was when it had ended already
  public Result<BulkJob> stop(BulkJob job, Origin origin) {
    return stop(job, origin, Optional.empty());
  }

  /// @param because empty: a person wants it
  Result<BulkJob> stop(BulkJob job, Origin origin, Optional<String> because) {
    return ConflictRetry.run(() -> attempted(job.id(), origin, because))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "More of the bulk change was carried out meanwhile, again and again."));
  }

  private Optional<Result<BulkJob>> attempted(UUID id, Origin origin, Optional<String> because) {
    var job = jobs.find(id).orElseThrow();
    if (job.endedAt().isPresent()) {
      return Optional.of(Result.done(job));
    }
    var stopped = job.stopped(clock.instant(), because);
    return jobs.stop(stopped, BulkAudits.stopped(stopped, origin, clock.instant()))
        ? Optional.of(Result.done(stopped))
        : Optional.empty();
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
            Optional.empty(),
            it.waves(),
            Optional.empty(),
            it.after(),
            Optional.empty());
    return jobs.create(job, it.lines(), BulkAudits.started(job))
        ? job
        : jobs.find(it.id()).orElseThrow();
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
        && line.move().isEmpty()
        && line.access().isEmpty()
        && line.pin().isEmpty()
        && line.quota().isEmpty()
        && !line.noAccess()
        && !line.unpin()
        && !line.noQuota();
  }
}
