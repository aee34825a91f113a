package io.hotswap.domain.health;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.operations.RollingBack;
import io.hotswap.domain.health.NodeEjection.Spot;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.telemetry.Anomaly;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Looks at all nodes when one suspects something, and does what the triggers say. A suspicion may
/// come twice, late, or beside others: what is done already is not done again.
public final class AnomalyHandler {
  private static final int ATTEMPTS = 10;

  private final WatchedDeployment watchedDeployment;
  private final TriggerEvaluator triggerEvaluator;
  private final NodeEjection nodeEjection;
  private final RollingBack rollingBack;
  private final Outbox outbox;
  private final InstantSource clock;

  public AnomalyHandler(
      WatchedDeployment watchedDeployment,
      TriggerEvaluator triggerEvaluator,
      NodeEjection nodeEjection,
      RollingBack rollingBack,
      Outbox outbox,
      InstantSource clock) {
    this.watchedDeployment = watchedDeployment;
    this.triggerEvaluator = triggerEvaluator;
    this.nodeEjection = nodeEjection;
    this.rollingBack = rollingBack;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @throws IllegalStateException when others kept changing the same things, or the rollback did
  ///   not start; worth a retry
  public AnomalyResponse answer(Anomaly word, Origin origin) {
    return Trigger.suspectedBy(word.kind())
        .map(it -> judged(it, word, origin))
        .orElseGet(
            () ->
                nodeEjection.takeBack(
                    spot(word, word.nodeId()), Optional.of(word.version()), word.detail(), origin));
  }

  private AnomalyResponse judged(Trigger trigger, Anomaly word, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var deployment =
          watchedDeployment.deployment(word.environment(), word.pluginId(), word.version());
      var reaction =
          deployment.isPresent()
              ? laidTo(deployment.get(), trigger, word, origin)
              : Optional.of(laidToNobody(trigger, word, origin));
      if (reaction.isPresent()) {
        return reaction.get();
      }
    }
    throw new IllegalStateException(
        "The deployment of " + word.version() + " changed " + ATTEMPTS + " times meanwhile");
  }

  /// Empty when the deployment changed meanwhile.
  private Optional<AnomalyResponse> laidTo(
      Deployment deployment, Trigger trigger, Anomaly word, Origin origin) {
    if (deployment.progress().phase() == DeploymentPhase.RollbackAdmitted) {
      // Its machine may not have started.
      return rolledBack(deployment, trigger, word.detail(), origin);
    }
    if (deployment.rollingBack()) {
      return nothing("deployment " + deployment.id() + " is being rolled back already");
    }
    if (!deployment.closed() && !deployment.progress().switched()) {
      return nothing("it has no calls yet; the deployment's own steps look at its health");
    }
    if (goesBack(deployment.progress().phase())) {
      return nothing("deployment " + deployment.id() + " takes its version back already");
    }
    var state = standing(trigger, Optional.of(deployment), word);
    return switch (state) {
      case TriggerState.Fires(var numbers)
          when watchedDeployment.watches(deployment, clock.instant()) ->
          rolledBack(deployment, trigger, numbers, origin);
      case TriggerState.Fires(var numbers) ->
          alerted(deployment, trigger, state, numbers + "; it is not watched any more");
      case TriggerState.NoBetterBefore(var numbers) -> alerted(deployment, trigger, state, numbers);
      case TriggerState.Warns(var numbers) -> alerted(deployment, trigger, state, numbers);
      default -> Optional.of(otherwise(state, word, origin));
    };
  }

  private static boolean goesBack(DeploymentPhase deploymentPhase) {
    return switch (deploymentPhase) {
      case Broken, Withdrawing, Withdrawn -> true;
      default -> false;
    };
  }

  private AnomalyResponse laidToNobody(Trigger trigger, Anomaly word, Origin origin) {
    return otherwise(standing(trigger, Optional.empty(), word), word, origin);
  }

  private TriggerState standing(Trigger trigger, Optional<Deployment> deployment, Anomaly word) {
    var watchedVersion =
        watchedDeployment.watched(word.environment(), word.pluginId(), word.version(), deployment);
    return triggerEvaluator.standing(trigger, watchedVersion, Optional.of(word), clock.instant());
  }

  private AnomalyResponse otherwise(TriggerState state, Anomaly word, Origin origin) {
    return switch (state) {
      case TriggerState.Alone(var node, var numbers) ->
          nodeEjection.setAside(spot(word, node), word.version(), numbers, origin);
      default -> new AnomalyResponse.NotConfirmed(state.numbers());
    };
  }

  private Optional<AnomalyResponse> rolledBack(
      Deployment deployment, Trigger trigger, String numbers, Origin origin) {
    return switch (rollingBack.automatic(deployment.id(), trigger.reason(), numbers, origin)) {
      case Result.Done<Deployment>(var after) when after.revision() == deployment.revision() ->
          nothing("deployment " + deployment.id() + " was dealt with already");
      case Result.Done<Deployment>(var after) when after.paused() ->
          Optional.of(new AnomalyResponse.Paused(after, trigger, numbers));
      case Result.Done<Deployment>(var after) ->
          Optional.of(new AnomalyResponse.RolledBack(after, trigger, numbers));
      case Result.Refused<Deployment>(var refusal)
          when refusal.code() == ErrorCode.CHANGED_MEANWHILE ->
          Optional.empty();
      case Result.Refused<Deployment>(var refusal)
          when refusal.code() == ErrorCode.ROLLOUT_NOT_STARTED ->
          throw new IllegalStateException(refusal.detail());
      case Result.Refused<Deployment>(var refusal) -> nothing(refusal.detail());
    };
  }

  private Optional<AnomalyResponse> alerted(
      Deployment deployment, Trigger trigger, TriggerState state, String why) {
    outbox.put(List.of(Alerts.degraded(deployment, trigger, state, why, clock.instant())));
    return Optional.of(new AnomalyResponse.Alerted(deployment, trigger, why));
  }

  private static Optional<AnomalyResponse> nothing(String why) {
    return Optional.of(new AnomalyResponse.NothingToDo(why));
  }

  private static Spot spot(Anomaly word, String node) {
    return new Spot(word.environment(), word.pluginId(), node);
  }
}
