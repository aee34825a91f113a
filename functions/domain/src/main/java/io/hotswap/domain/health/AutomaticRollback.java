package io.hotswap.domain.health;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.health.NodeEjection.Spot;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.telemetry.Anomaly;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Handles an anomaly that a node reported: evaluates the trigger over all nodes and rolls back,
/// ejects the node, or alerts. Idempotent: anomalies may arrive twice, late or concurrently.
public final class AutomaticRollback {
  private final WatchedDeployment watchedDeployment;
  private final TriggerEvaluator triggerEvaluator;
  private final NodeEjection nodeEjection;
  private final RollingBackDeployment rollingBackDeployment;
  private final Outbox outbox;
  private final InstantSource clock;

  public AutomaticRollback(
      WatchedDeployment watchedDeployment,
      TriggerEvaluator triggerEvaluator,
      NodeEjection nodeEjection,
      RollingBackDeployment rollingBackDeployment,
      Outbox outbox,
      InstantSource clock) {
    this.watchedDeployment = watchedDeployment;
    this.triggerEvaluator = triggerEvaluator;
    this.nodeEjection = nodeEjection;
    this.rollingBackDeployment = rollingBackDeployment;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @throws IllegalStateException when concurrent changes won every attempt, or the rollback did
  ///   not start; worth a retry
  public AnomalyResponse handle(Anomaly anomaly, Origin origin) {
    return Trigger.forAnomaly(anomaly.kind())
        .map(it -> respond(it, anomaly, origin))
        .orElseGet(
            () ->
                nodeEjection.readmit(
                    spot(anomaly, anomaly.nodeId()),
                    Optional.of(anomaly.version()),
                    anomaly.detail(),
                    origin));
  }

  private AnomalyResponse respond(Trigger trigger, Anomaly anomaly, Origin origin) {
    return ConflictRetry.run(() -> attempted(trigger, anomaly, origin))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The deployment of %s changed %d times meanwhile"
                        .formatted(anomaly.version(), ConflictRetry.ATTEMPTS)));
  }

  private Optional<AnomalyResponse> attempted(Trigger trigger, Anomaly anomaly, Origin origin) {
    var deployment =
        watchedDeployment.deployment(anomaly.environment(), anomaly.pluginId(), anomaly.version());
    return deployment.isPresent()
        ? respondFor(deployment.get(), trigger, anomaly, origin)
        : Optional.of(respondWithoutDeployment(trigger, anomaly, origin));
  }

  /// Empty when the deployment changed concurrently.
  private Optional<AnomalyResponse> respondFor(
      Deployment deployment, Trigger trigger, Anomaly anomaly, Origin origin) {
    if (deployment.progress().phase() == DeploymentPhase.RollbackAdmitted) {
      // Its machine may not have started.
      return rollBack(deployment, trigger, anomaly.detail(), origin);
    }
    if (deployment.rollingBack()) {
      return nothingToDo("deployment " + deployment.id() + " is being rolled back already");
    }
    if (!deployment.closed() && !deployment.progress().switched()) {
      return nothingToDo("it has no calls yet; the deployment's own steps check its health");
    }
    if (isWithdrawing(deployment.progress().phase())) {
      return nothingToDo("deployment " + deployment.id() + " is withdrawing its version already");
    }
    var state = evaluate(trigger, Optional.of(deployment), anomaly);
    return switch (state) {
      case TriggerState.Fires(var numbers)
          when watchedDeployment.isWatched(deployment, clock.instant()) ->
          rollBack(deployment, trigger, numbers, origin);
      case TriggerState.Fires(var numbers) ->
          alert(deployment, trigger, state, numbers + "; it is not watched any more");
      case TriggerState.NoBetterBefore(var numbers) -> alert(deployment, trigger, state, numbers);
      case TriggerState.Warns(var numbers) -> alert(deployment, trigger, state, numbers);
      default -> Optional.of(ejectOrDismiss(state, anomaly, origin));
    };
  }

  private static boolean isWithdrawing(DeploymentPhase deploymentPhase) {
    return switch (deploymentPhase) {
      case Broken, Withdrawing, Withdrawn -> true;
      default -> false;
    };
  }

  private AnomalyResponse respondWithoutDeployment(
      Trigger trigger, Anomaly anomaly, Origin origin) {
    return ejectOrDismiss(evaluate(trigger, Optional.empty(), anomaly), anomaly, origin);
  }

  private TriggerState evaluate(Trigger trigger, Optional<Deployment> deployment, Anomaly anomaly) {
    var watchedVersion =
        watchedDeployment.watched(
            anomaly.environment(), anomaly.pluginId(), anomaly.version(), deployment);
    return triggerEvaluator.evaluate(
        trigger, watchedVersion, Optional.of(anomaly), clock.instant());
  }

  private AnomalyResponse ejectOrDismiss(TriggerState state, Anomaly anomaly, Origin origin) {
    return switch (state) {
      case TriggerState.Alone(var node, var numbers) ->
          nodeEjection.eject(spot(anomaly, node), anomaly.version(), numbers, origin);
      default -> new AnomalyResponse.NotConfirmed(state.numbers());
    };
  }

  private Optional<AnomalyResponse> rollBack(
      Deployment deployment, Trigger trigger, String numbers, Origin origin) {
    return switch (rollingBackDeployment.rollBackAutomatically(
        deployment.id(), trigger.reason(), numbers, origin)) {
      case Result.Done<Deployment>(var after) when after.revision() == deployment.revision() ->
          nothingToDo("deployment " + deployment.id() + " was handled already");
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
      case Result.Refused<Deployment>(var refusal)
          when refusal.code() == ErrorCode.BINARY_BLOCKED -> {
        var state = new TriggerState.NoBetterBefore(numbers);
        yield alert(deployment, trigger, state, numbers + "; not rolled back: " + refusal.detail());
      }
      case Result.Refused<Deployment>(var refusal) -> nothingToDo(refusal.detail());
    };
  }

  private Optional<AnomalyResponse> alert(
      Deployment deployment, Trigger trigger, TriggerState state, String why) {
    outbox.put(List.of(Alerts.degraded(deployment, trigger, state, why, clock.instant())));
    return Optional.of(new AnomalyResponse.Alerted(deployment, trigger, why));
  }

  private static Optional<AnomalyResponse> nothingToDo(String why) {
    return Optional.of(new AnomalyResponse.NothingToDo(why));
  }

  private static Spot spot(Anomaly anomaly, String node) {
    return new Spot(anomaly.environment(), anomaly.pluginId(), node);
  }
}
