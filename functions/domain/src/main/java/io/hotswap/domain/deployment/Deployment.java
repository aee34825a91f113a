package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One request to bring a version to an environment, with its state and history. Immutable: every
/// transition returns a new record with the next revision.
///
/// @param fence increases with every execution that carries the deployment on; a step with an older
///   fence is superseded
/// @param restarts executions that died since a person last started one
/// @param revision grows by one with every write
public record Deployment(
    DeploymentRequest request,
    RolloutState rolloutState,
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

  public static Deployment requested(DeploymentRequest deploymentRequest, Optional<UUID> approval) {
    var deploymentPhase =
        approval.isPresent() ? DeploymentPhase.AwaitingApproval : DeploymentPhase.Admitted;
    var by = "Requested by " + deploymentRequest.requester().name();
    return new Deployment(
        deploymentRequest,
        RolloutState.initial(approval),
        Progress.at(deploymentPhase, deploymentRequest.createdAt()),
        List.of(new TimelineEntry(deploymentRequest.createdAt(), deploymentPhase, by)),
        List.of(),
        1,
        0,
        1);
  }

  public DeploymentId id() {
    return request.id();
  }

  public PluginId pluginId() {
    return request.pluginId();
  }

  public String pluginName() {
    return request.pluginName();
  }

  public Environment environment() {
    return request.environment();
  }

  public StrategyName strategyName() {
    return request.strategy().name();
  }

  public RoutedVersion version() {
    return request.version();
  }

  public Optional<RoutedVersion> previous() {
    return rolloutState.previous();
  }

  public Instant createdAt() {
    return request.createdAt();
  }

  /// The trace that everything done for this deployment belongs to.
  public String traceparent() {
    return request.version().traceparent();
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
    return rolloutState.paused().isPresent();
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
            .formatted(document.generation(), version().release());
    return withState(rolloutState.withPrevious(serving))
        .next(progress.withDocument(DeploymentPhase.Staging, document, now), detail);
  }

  public Deployment shifted(Progress.Written document, String share, Instant now) {
    var detail =
        "Generation %d routes %s to %s"
            .formatted(document.generation(), share, version().release());
    return next(progress.withDocument(DeploymentPhase.Shifting, document, now), detail);
  }

  /// The next phase with the same share of tenants or nodes.
  public Deployment advancedTo(
      DeploymentPhase deploymentPhase, Instant until, String detail, Instant now) {
    return next(progress.withDeadline(deploymentPhase, until, now), detail);
  }

  public Deployment switched(Progress.Written document, String to, Instant now) {
    var detail = "Generation %d routes to %s".formatted(document.generation(), to);
    return next(progress.withDocument(DeploymentPhase.Switching, document, now), detail);
  }

  /// @param expiredNodes nodes without a live lease; they may still serve an older document
  public Deployment completed(List<String> expiredNodes, Instant now) {
    var serving = rolloutState.winner().orElse(version().release());
    return next(
        progress
            .to(DeploymentStatus.Completed, DeploymentPhase.Serving, now)
            .ended(DeploymentOutcome.Succeeded, serving.equals(version().release()) ? 100 : 0),
        "Every live node serves " + serving + unconfirmedNodes(expiredNodes));
  }

  private static String unconfirmedNodes(List<String> expiredNodes) {
    return expiredNodes.isEmpty()
        ? ""
        : "; not heard of since before it did: " + BoundedText.names(expiredNodes);
  }

  public Deployment withVerdict(JudgedStage verdict) {
    return withState(rolloutState.withVerdict(verdict));
  }

  public Deployment withExcluded(Plan.Excluded tenants) {
    return withState(rolloutState.withExcluded(tenants));
  }

  public Deployment withWinner(String variant) {
    return withState(rolloutState.withWinner(variant));
  }

  public Deployment withPreviewKey(String privateKey) {
    return withState(rolloutState.withPreviewKey(privateKey));
  }

  public Deployment withPause(Pause pause) {
    return withState(rolloutState.withPause(Optional.of(pause)))
        .next(progress, pause.at(), "Paused by " + pause.by() + ": " + pause.reason());
  }

  /// A new execution continues from the beginning of the current phase.
  public Deployment resumed(String by, Instant until, Instant now) {
    return withState(rolloutState.withPause(Optional.empty()))
        .fenced(0)
        .next(progress.withDeadline(progress.phase(), until, now), "Resumed by " + by);
  }

  public Deployment promoted(String by, Instant until, Instant now) {
    return withState(rolloutState.withPromotion())
        .fenced(0)
        .next(
            progress.withDeadline(progress.phase(), until, now),
            "Promoted by " + by + " without further evidence");
  }

  /// A new execution continues after the previous one died.
  public Deployment restarted(Instant now) {
    return fenced(restarts + 1).next(progress, now, "Its execution died; another one continues");
  }

  public Deployment broken(String why, Instant now) {
    return next(
        progress.to(DeploymentStatus.InProgress, DeploymentPhase.Broken, now).broken(why), why);
  }

  public Deployment withdrawn(Progress.Written document, Instant now) {
    return next(
        progress.withDocument(DeploymentPhase.Withdrawing, document, now),
        "Generation %d withdraws %s".formatted(document.generation(), version().release()));
  }

  public Deployment failed(DeploymentPhase at, DeploymentOutcome how, String detail, Instant now) {
    return next(progress.to(DeploymentStatus.Failed, at, now).broken(detail).ended(how, 0), detail);
  }

  public Deployment admittedAgain(Instant now) {
    return fenced(0).next(Progress.at(DeploymentPhase.Admitted, now), "Requested again");
  }

  public Deployment withApproval(UUID approval, Instant now) {
    return withState(rolloutState.withApproval(approval))
        .next(progress, now, "Another approval was requested");
  }

  public Deployment rollbackAdmitted(Rollback rollback, Instant now) {
    return withState(rolloutState.withPause(Optional.empty()))
        .rolledBackBy(Rollback.withAdmitted(rollbacks, rollback, now))
        .fenced(0)
        .next(
            progress.to(DeploymentStatus.InProgress, DeploymentPhase.RollbackAdmitted, now),
            "Rollback requested by " + rollback.actor());
  }

  public Deployment reverted(Progress.Written document, Instant now) {
    return rolledBackBy(Rollback.lastReverted(rollbacks, document.generation()))
        .next(
            progress.withDocument(DeploymentPhase.Reverting, document, now),
            "Generation %d reverts %s".formatted(document.generation(), version().release()));
  }

  public Deployment rolledBack(Instant now) {
    return rolledBackBy(Rollback.lastEnded(rollbacks, Rollback.Status.Completed, now))
        .next(
            progress
                .to(DeploymentStatus.RolledBack, DeploymentPhase.Reverted, now)
                .ended(DeploymentOutcome.RolledBack, 0),
            "Every live node serves "
                + restoredVersion().map(RoutedVersion::release).orElse("no version"));
  }

  public Deployment rollbackFailed(DeploymentPhase at, String why, Instant now) {
    return rolledBackBy(Rollback.lastEnded(rollbacks, Rollback.Status.Failed, now))
        .failed(at, DeploymentOutcome.FailedDirty, why, now);
  }

  /// The version that serves once the current rollback or withdrawal is complete.
  public Optional<RoutedVersion> restoredVersion() {
    return rollingBack() ? lastRollback().flatMap(Rollback::target) : previous();
  }

  /// The same revision, which is to bring back another version than it was going to.
  public Deployment restoring(Optional<RoutedVersion> instead, String why, Instant now) {
    var changed =
        rollingBack()
            ? rolledBackBy(Rollback.lastRestoring(rollbacks, pluginId(), instead))
            : withState(rolloutState.withPrevious(instead));
    return changed.noted(new TimelineEntry(now, progress.phase(), why));
  }

  private Deployment noted(TimelineEntry entry) {
    return new Deployment(
        request,
        rolloutState,
        progress,
        Timeline.appended(timeline, entry),
        rollbacks,
        fence,
        restarts,
        revision);
  }

  private Deployment next(Progress to, String detail) {
    return next(to, to.since(), detail);
  }

  private Deployment next(Progress to, Instant now, String detail) {
    var entries = Timeline.appended(timeline, new TimelineEntry(now, to.phase(), detail));
    return new Deployment(
        request, rolloutState, to, entries, rollbacks, fence, restarts, revision + 1);
  }

  private Deployment withState(RolloutState other) {
    return new Deployment(request, other, progress, timeline, rollbacks, fence, restarts, revision);
  }

  private Deployment rolledBackBy(List<Rollback> all) {
    return new Deployment(
        request, rolloutState, progress, timeline, all, fence, restarts, revision);
  }

  /// Increases the fence for a new execution.
  private Deployment fenced(int died) {
    return new Deployment(
        request, rolloutState, progress, timeline, rollbacks, fence + 1, died, revision);
  }
}
