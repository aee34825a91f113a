package io.hotswap.deployments;

import io.hotswap.deployments.wire.ExcludedView;
import io.hotswap.deployments.wire.RollbackView;
import io.hotswap.deployments.wire.StrategyView;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Pause;
import io.hotswap.domain.deployment.TimelineEntry;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// A deployment as openapi.yaml describes it.
record DeploymentView(
    DeploymentId id,
    PluginId pluginId,
    String pluginName,
    String version,
    String release,
    Optional<String> previousVersion,
    Optional<String> previousRelease,
    Environment environment,
    StrategyName strategy,
    DeploymentStatus status,
    DeploymentPhase phase,
    Optional<DeploymentOutcome> outcome,
    Optional<RollbackView> rollback,
    int stage,
    int percentage,
    long generation,
    Optional<StrategyView> settings,
    Optional<OnMisfit> onMisfit,
    Optional<ExcludedView> excluded,
    Optional<PauseView> paused,
    boolean promoted,
    Optional<UUID> approvalId,
    Optional<String> winner,
    int verdicts,
    Optional<Instant> deadline,
    Optional<String> problem,
    Instant createdAt,
    Optional<String> createdBy,
    Optional<Instant> endedAt,
    List<EntryView> timeline,
    Optional<List<String>> warnings,
    String traceparent) {
  record PauseView(Optional<String> by, Optional<String> reason, Instant at) {
    static PauseView of(Pause it, Disclosure shown) {
      return new PauseView(shown.operations(it.by()), shown.operations(it.reason()), it.at());
    }
  }

  record EntryView(
      Instant at, DeploymentPhase phase, Optional<String> detail, OptionalInt omitted) {
    static EntryView of(TimelineEntry it, Disclosure shown) {
      return new EntryView(it.at(), it.phase(), shown.operations(it.detail()), it.omitted());
    }
  }

  static DeploymentView of(Deployment it, Disclosure shown) {
    var progress = it.progress();
    return new DeploymentView(
        it.id(),
        it.pluginId(),
        it.pluginName(),
        it.version().version(),
        it.version().release(),
        it.previous().map(RoutedVersion::version),
        it.previous().map(RoutedVersion::release),
        it.environment(),
        it.strategyName(),
        progress.status(),
        progress.phase(),
        it.outcome(),
        it.lastRollback().map(rollback -> RollbackView.of(rollback, shown)),
        progress.stage(),
        progress.percentage(),
        progress.generation(),
        shown.operations(StrategyView.of(it.request().strategy())),
        shown.operations(it.request().onMisfit()),
        ExcludedView.of(it.rolloutState().excluded()).flatMap(shown::operations),
        it.rolloutState().paused().map(pause -> PauseView.of(pause, shown)),
        it.rolloutState().promoted(),
        it.rolloutState().approval(),
        it.rolloutState().winner(),
        it.rolloutState().verdicts().size(),
        progress.deadline(),
        progress.problem().flatMap(shown::operations),
        it.createdAt(),
        shown.operations(it.request().requester().name()),
        it.closed() ? Optional.of(progress.since()) : Optional.empty(),
        it.timeline().stream().map(entry -> EntryView.of(entry, shown)).toList(),
        shown.operations(it.request().plan().warnings()),
        it.traceparent());
  }
}
