package io.hotswap.domain.deployment;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.Bundle;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// One request to bring a version to an environment, and what became of it.
///
/// @param version what it brings, as nodes will know it
/// @param previous what served when it began to change the routing; what a rollback restores
/// @param fence of the place, while it or its rollback holds it
/// @param revision grows by one with every write
public record Deployment(
    DeploymentId id,
    PluginId pluginId,
    String pluginName,
    Environment environment,
    Strategy strategy,
    RoutedVersion version,
    Optional<RoutedVersion> previous,
    Progress progress,
    List<TimelineEntry> timeline,
    List<Rollback> rollbacks,
    String createdBy,
    Instant createdAt,
    long fence,
    long revision) {

  public Deployment {
    timeline = List.copyOf(timeline);
    rollbacks = List.copyOf(rollbacks);
  }

  /// The trace that everything done for this deployment belongs to.
  public String traceparent() {
    return version.traceparent();
  }

  public boolean closed() {
    return switch (progress.status()) {
      case Pending, InProgress -> false;
      case Completed, Failed, RolledBack -> true;
    };
  }

  /// From the request to the end of the newest phase.
  public Duration age() {
    return Duration.between(createdAt, progress.since());
  }

  public Optional<Rollback> lastRollback() {
    return rollbacks.isEmpty() ? Optional.empty() : Optional.of(rollbacks.getLast());
  }

  boolean rollingBack() {
    return switch (progress.phase()) {
      case RollbackAdmitted, Reverting -> true;
      default -> false;
    };
  }

  /// What an audit record says of it.
  public Map<String, String> facts() {
    var facts = new TreeMap<String, String>();
    facts.put("status", progress.status().name());
    facts.put("phase", progress.phase().name());
    facts.put("generation", Long.toString(progress.generation()));
    facts.put("fence", Long.toString(fence));
    progress.outcome().ifPresent(it -> facts.put("outcome", it.name()));
    return facts;
  }

  Deployment begun(Instant now) {
    return next(
        progress.to(DeploymentStatus.InProgress, Phase.Begun, now), "The state machine began");
  }

  Deployment staged(
      Optional<RoutedVersion> serving, long generation, Instant deadline, Instant now) {
    var detail = "Generation %d asks the nodes to load %s".formatted(generation, version.version());
    return serving(serving)
        .next(progress.wrote(Phase.Staging, 0, generation, deadline, now), detail);
  }

  Deployment switched(long generation, Instant deadline, Instant now) {
    var detail = "Generation %d routes to %s".formatted(generation, version.version());
    return next(progress.wrote(Phase.Switching, 100, generation, deadline, now), detail);
  }

  Deployment completed(Instant now) {
    return next(
        progress.to(DeploymentStatus.Completed, Phase.Serving, now).ended(Outcome.Succeeded, 100),
        "Every live node serves " + version.version());
  }

  Deployment broken(String why, Instant now) {
    return next(progress.to(DeploymentStatus.InProgress, Phase.Broken, now).broken(why), why);
  }

  Deployment withdrawn(long generation, Instant deadline, Instant now) {
    return next(
        progress.wrote(Phase.Withdrawing, 0, generation, deadline, now),
        "Generation %d takes %s back".formatted(generation, version.version()));
  }

  Deployment failed(Phase at, Outcome how, String detail, Instant now) {
    return next(progress.to(DeploymentStatus.Failed, at, now).broken(detail).ended(how, 0), detail);
  }

  Deployment admittedAgain(Instant now) {
    return next(Progress.admitted(now), "Asked for again");
  }

  Deployment rollbackAdmitted(Rollback rollback, long newFence, Instant now) {
    // One that is still open here was carried out by a machine that died.
    var all =
        new ArrayList<>(
            lastRollbackAs(
                it -> it.completedAt().isPresent() ? it : it.ended(Rollback.Status.Failed, now)));
    all.add(rollback);
    return rolledBackBy(all)
        .fenced(newFence)
        .next(
            progress.to(DeploymentStatus.InProgress, Phase.RollbackAdmitted, now),
            "Rollback asked for by " + rollback.actor());
  }

  Deployment reverted(long generation, Instant deadline, Instant now) {
    return rolledBackBy(lastRollbackAs(it -> it.wrote(generation)))
        .next(
            progress.wrote(Phase.Reverting, 0, generation, deadline, now),
            "Generation %d takes %s back".formatted(generation, version.version()));
  }

  Deployment rolledBack(Instant now) {
    return rolledBackBy(lastRollbackAs(it -> it.ended(Rollback.Status.Completed, now)))
        .next(
            progress
                .to(DeploymentStatus.RolledBack, Phase.Reverted, now)
                .ended(Outcome.FailedClean, 0),
            "Every live node serves " + restored());
  }

  /// Its state machine is dead. Dirty when it may have left something in the routing.
  Deployment abandoned(Instant now) {
    var detail = "Its state machine died in phase " + progress.phase();
    return switch (progress.phase()) {
      case Admitted, NotStarted, Begun -> failed(Phase.Abandoned, Outcome.FailedClean, detail, now);
      default ->
          rollingBack()
              ? rollbackFailed(Phase.Abandoned, detail, now)
              : failed(Phase.Abandoned, Outcome.FailedDirty, detail, now);
    };
  }

  Deployment rollbackFailed(Phase at, String why, Instant now) {
    return rolledBackBy(lastRollbackAs(it -> it.ended(Rollback.Status.Failed, now)))
        .failed(at, Outcome.FailedDirty, why, now);
  }

  Rollback newRollback(
      UUID by, String actor, Optional<String> reason, String traceparent, Instant now) {
    return new Rollback(
        by,
        now,
        actor,
        reason,
        version.version(),
        previous.map(RoutedVersion::version),
        0,
        previous.map(it -> new Bundle(it.digest(), 0).hash()),
        Rollback.Status.Pending,
        Optional.empty(),
        traceparent);
  }

  private String restored() {
    return previous.map(RoutedVersion::version).orElse("no version");
  }

  private List<Rollback> lastRollbackAs(UnaryOperator<Rollback> change) {
    if (rollbacks.isEmpty()) {
      return rollbacks;
    }
    var all = new ArrayList<>(rollbacks);
    all.set(all.size() - 1, change.apply(all.getLast()));
    return all;
  }

  private Deployment next(Progress to, String detail) {
    var entries = new ArrayList<>(timeline);
    entries.add(new TimelineEntry(to.since(), to.phase(), detail));
    return with(previous, to, entries, rollbacks, fence, revision + 1);
  }

  private Deployment serving(Optional<RoutedVersion> before) {
    return with(before, progress, timeline, rollbacks, fence, revision);
  }

  private Deployment rolledBackBy(List<Rollback> all) {
    return with(previous, progress, timeline, all, fence, revision);
  }

  Deployment fenced(long newFence) {
    return with(previous, progress, timeline, rollbacks, newFence, revision);
  }

  private Deployment with(
      Optional<RoutedVersion> before,
      Progress to,
      List<TimelineEntry> entries,
      List<Rollback> all,
      long newFence,
      long newRevision) {
    return new Deployment(
        id,
        pluginId,
        pluginName,
        environment,
        strategy,
        version,
        before,
        to,
        entries,
        all,
        createdBy,
        createdAt,
        newFence,
        newRevision);
  }
}
