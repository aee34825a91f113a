package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// One request to bring a version to an environment, and what became of it.
///
/// @param fence grows with every execution that is to carry the deployment on: a late step of an
///   earlier one is told by it
/// @param restarts how many executions died since somebody last began one on purpose
/// @param revision grows by one with every write
public record Deployment(
    DeploymentRequest order,
    RolloutState course,
    Progress progress,
    List<TimelineEntry> timeline,
    List<Rollback> rollbacks,
    long fence,
    int restarts,
    long revision) {

  public Deployment {
    timeline = List.copyOf(timeline);
    rollbacks = List.copyOf(rollbacks);
  }

  public static Deployment ordered(DeploymentRequest deploymentRequest, Optional<UUID> approval) {
    var deploymentPhase =
        approval.isPresent() ? DeploymentPhase.AwaitingApproval : DeploymentPhase.Admitted;
    var by = "Asked for by " + deploymentRequest.requester().name();
    return new Deployment(
        deploymentRequest,
        RolloutState.begins(approval),
        Progress.at(deploymentPhase, deploymentRequest.createdAt()),
        List.of(new TimelineEntry(deploymentRequest.createdAt(), deploymentPhase, by)),
        List.of(),
        1,
        0,
        1);
  }

  public DeploymentId id() {
    return order.id();
  }

  public PluginId pluginId() {
    return order.pluginId();
  }

  public String pluginName() {
    return order.pluginName();
  }

  public Environment environment() {
    return order.environment();
  }

  public Strategy strategy() {
    return order.settings().strategy();
  }

  public RoutedVersion version() {
    return order.version();
  }

  public Optional<RoutedVersion> previous() {
    return course.previous();
  }

  public Instant createdAt() {
    return order.createdAt();
  }

  /// The trace that everything done for this deployment belongs to.
  public String traceparent() {
    return order.version().traceparent();
  }

  public boolean closed() {
    return switch (progress.status()) {
      case Pending, InProgress -> false;
      case Completed, Failed, RolledBack -> true;
    };
  }

  /// Empty before the end.
  public Optional<DeploymentOutcome> outcome() {
    // Older releases called a success that was taken back a clean failure.
    return progress.status() == DeploymentStatus.RolledBack
        ? Optional.of(DeploymentOutcome.RolledBack)
        : progress.outcome();
  }

  public boolean paused() {
    return course.paused().isPresent();
  }

  /// From the request to the end of the newest phase.
  public Duration age() {
    return Duration.between(createdAt(), progress.since());
  }

  public Optional<Rollback> lastRollback() {
    return rollbacks.isEmpty() ? Optional.empty() : Optional.of(rollbacks.getLast());
  }

  public boolean rollingBack() {
    return switch (progress.phase()) {
      case RollbackAdmitted, Reverting -> true;
      default -> false;
    };
  }

  public Deployment begun(Instant now) {
    return next(
        progress.to(DeploymentStatus.InProgress, DeploymentPhase.Begun, now),
        "The state machine began");
  }

  public Deployment staged(
      Optional<RoutedVersion> serving, Progress.Written document, Instant now) {
    var detail =
        "Generation %d asks the nodes to load %s"
            .formatted(document.generation(), version().version());
    return as(course.replaces(serving))
        .next(progress.wrote(DeploymentPhase.Staging, document, now), detail);
  }

  public Deployment shifted(Progress.Written document, String whom, Instant now) {
    var detail =
        "Generation %d routes %s to %s".formatted(document.generation(), whom, version().version());
    return next(progress.wrote(DeploymentPhase.Shifting, document, now), detail);
  }

  /// The same share of tenants or nodes, further on.
  public Deployment goesOn(
      DeploymentPhase deploymentPhase, Instant until, String detail, Instant now) {
    return next(progress.until(deploymentPhase, until, now), detail);
  }

  public Deployment switched(Progress.Written document, String to, Instant now) {
    var detail = "Generation %d routes to %s".formatted(document.generation(), to);
    return next(progress.wrote(DeploymentPhase.Switching, document, now), detail);
  }

  /// @param unheardOf nodes that may serve what they last knew, if they serve at all
  public Deployment completed(List<String> unheardOf, Instant now) {
    var serving = course.winner().orElse(version().version());
    return next(
        progress
            .to(DeploymentStatus.Completed, DeploymentPhase.Serving, now)
            .ended(DeploymentOutcome.Succeeded, serving.equals(version().version()) ? 100 : 0),
        "Every live node serves " + serving + lost(unheardOf));
  }

  private static String lost(List<String> unheardOf) {
    return unheardOf.isEmpty()
        ? ""
        : "; not heard of since before it did: " + BoundedText.names(unheardOf);
  }

  public Deployment judged(JudgedStage verdict) {
    return as(course.judged(verdict));
  }

  public Deployment won(String variant) {
    return as(course.won(variant));
  }

  public Deployment previews(String privateKey) {
    return as(course.previews(privateKey));
  }

  public Deployment stands(Pause pause) {
    return as(course.stands(Optional.of(pause)))
        .next(progress, pause.at(), "Paused by " + pause.by() + ": " + pause.reason());
  }

  /// Goes on under a new execution, from the beginning of its phase.
  public Deployment resumed(String by, Instant until, Instant now) {
    return as(course.stands(Optional.empty()))
        .fenced(0)
        .next(progress.until(progress.phase(), until, now), "Resumed by " + by);
  }

  public Deployment promoted(String by, Instant until, Instant now) {
    return as(course.isPromoted())
        .fenced(0)
        .next(
            progress.until(progress.phase(), until, now),
            "Promoted by " + by + ": no more evidence is waited for");
  }

  /// Carried on by a new execution after the one before died.
  public Deployment restarted(Instant now) {
    return fenced(restarts + 1).next(progress, now, "Its state machine died; another one goes on");
  }

  public Deployment broken(String why, Instant now) {
    return next(
        progress.to(DeploymentStatus.InProgress, DeploymentPhase.Broken, now).broken(why), why);
  }

  public Deployment withdrawn(Progress.Written document, Instant now) {
    return next(
        progress.wrote(DeploymentPhase.Withdrawing, document, now),
        "Generation %d takes %s back".formatted(document.generation(), version().version()));
  }

  public Deployment failed(DeploymentPhase at, DeploymentOutcome how, String detail, Instant now) {
    return next(progress.to(DeploymentStatus.Failed, at, now).broken(detail).ended(how, 0), detail);
  }

  public Deployment admittedAgain(Instant now) {
    return fenced(0).next(Progress.at(DeploymentPhase.Admitted, now), "Asked for again");
  }

  public Deployment needs(UUID approval, Instant now) {
    return as(course.needs(approval)).next(progress, now, "Another approval is asked for");
  }

  public Deployment rollbackAdmitted(Rollback rollback, Instant now) {
    // One that is still open here was carried out by a machine that died.
    var all =
        new ArrayList<>(
            lastRollbackAs(
                it -> it.completedAt().isPresent() ? it : it.ended(Rollback.Status.Failed, now)));
    all.add(rollback);
    return as(course.stands(Optional.empty()))
        .rolledBackBy(all)
        .fenced(0)
        .next(
            progress.to(DeploymentStatus.InProgress, DeploymentPhase.RollbackAdmitted, now),
            "Rollback asked for by " + rollback.actor());
  }

  public Deployment reverted(Progress.Written document, Instant now) {
    return rolledBackBy(lastRollbackAs(it -> it.wrote(document.generation())))
        .next(
            progress.wrote(DeploymentPhase.Reverting, document, now),
            "Generation %d takes %s back".formatted(document.generation(), version().version()));
  }

  public Deployment rolledBack(Instant now) {
    return rolledBackBy(lastRollbackAs(it -> it.ended(Rollback.Status.Completed, now)))
        .next(
            progress
                .to(DeploymentStatus.RolledBack, DeploymentPhase.Reverted, now)
                .ended(DeploymentOutcome.RolledBack, 0),
            "Every live node serves " + restored());
  }

  public Deployment rollbackFailed(DeploymentPhase at, String why, Instant now) {
    return rolledBackBy(lastRollbackAs(it -> it.ended(Rollback.Status.Failed, now)))
        .failed(at, DeploymentOutcome.FailedDirty, why, now);
  }

  /// What serves once the rollback under way, or the withdrawal, is done.
  public Optional<RoutedVersion> restores() {
    return rollingBack() ? lastRollback().flatMap(Rollback::target) : previous();
  }

  private String restored() {
    return restores().map(RoutedVersion::version).orElse("no version");
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
    return next(to, to.since(), detail);
  }

  private Deployment next(Progress to, Instant now, String detail) {
    var entries = Timeline.grown(timeline, new TimelineEntry(now, to.phase(), detail));
    return new Deployment(order, course, to, entries, rollbacks, fence, restarts, revision + 1);
  }

  private Deployment as(RolloutState other) {
    return new Deployment(order, other, progress, timeline, rollbacks, fence, restarts, revision);
  }

  private Deployment rolledBackBy(List<Rollback> all) {
    return new Deployment(order, course, progress, timeline, all, fence, restarts, revision);
  }

  /// For another execution.
  private Deployment fenced(int died) {
    return new Deployment(order, course, progress, timeline, rollbacks, fence + 1, died, revision);
  }
}
