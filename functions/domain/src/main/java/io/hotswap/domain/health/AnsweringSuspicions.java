package io.hotswap.domain.health;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Phase;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.health.SettingAside.Spot;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Looks at all nodes when one suspects something, and does what the triggers say. A suspicion may
/// come twice, late, or beside others: what is done already is not done again.
public final class AnsweringSuspicions {
  private static final int ATTEMPTS = 10;

  private final Watching watching;
  private final Examining examining;
  private final SettingAside settingAside;
  private final RollingBack rollingBack;
  private final Outbox outbox;
  private final InstantSource clock;

  public AnsweringSuspicions(
      Watching watching,
      Examining examining,
      SettingAside settingAside,
      RollingBack rollingBack,
      Outbox outbox,
      InstantSource clock) {
    this.watching = watching;
    this.examining = examining;
    this.settingAside = settingAside;
    this.rollingBack = rollingBack;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// @throws IllegalStateException when others kept changing the same things, or the rollback did
  ///   not start; worth a retry
  public Reaction answer(Suspicion word, Origin origin) {
    return Trigger.suspectedBy(word.kind())
        .map(it -> judged(it, word, origin))
        .orElseGet(
            () ->
                settingAside.takeBack(
                    spot(word, word.nodeId()), Optional.of(word.version()), word.detail(), origin));
  }

  private Reaction judged(Trigger trigger, Suspicion word, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var deployment = watching.deployment(word.environment(), word.pluginId(), word.version());
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
  private Optional<Reaction> laidTo(
      Deployment deployment, Trigger trigger, Suspicion word, Origin origin) {
    if (deployment.progress().phase() == Phase.RollbackAdmitted) {
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
    var standing = standing(trigger, Optional.of(deployment), word);
    return switch (standing) {
      case Standing.Fires(var numbers) when watching.watches(deployment, clock.instant()) ->
          rolledBack(deployment, trigger, numbers, origin);
      case Standing.Fires(var numbers) ->
          alerted(deployment, trigger, standing, numbers + "; it is not watched any more");
      case Standing.NoBetterBefore(var numbers) -> alerted(deployment, trigger, standing, numbers);
      case Standing.Warns(var numbers) -> alerted(deployment, trigger, standing, numbers);
      default -> Optional.of(otherwise(standing, word, origin));
    };
  }

  private static boolean goesBack(Phase phase) {
    return switch (phase) {
      case Broken, Withdrawing, Withdrawn -> true;
      default -> false;
    };
  }

  private Reaction laidToNobody(Trigger trigger, Suspicion word, Origin origin) {
    return otherwise(standing(trigger, Optional.empty(), word), word, origin);
  }

  private Standing standing(Trigger trigger, Optional<Deployment> deployment, Suspicion word) {
    var watched = watching.watched(word.environment(), word.pluginId(), word.version(), deployment);
    return examining.standing(trigger, watched, Optional.of(word), clock.instant());
  }

  private Reaction otherwise(Standing standing, Suspicion word, Origin origin) {
    return switch (standing) {
      case Standing.Alone(var node, var numbers) ->
          settingAside.setAside(spot(word, node), word.version(), numbers, origin);
      default -> new Reaction.NotConfirmed(standing.numbers());
    };
  }

  private Optional<Reaction> rolledBack(
      Deployment deployment, Trigger trigger, String numbers, Origin origin) {
    return switch (rollingBack.automatic(deployment.id(), trigger.reason(), numbers, origin)) {
      case Result.Done<Deployment>(var after) when after.revision() == deployment.revision() ->
          nothing("deployment " + deployment.id() + " was dealt with already");
      case Result.Done<Deployment>(var after) when after.paused() ->
          Optional.of(new Reaction.Paused(after, trigger, numbers));
      case Result.Done<Deployment>(var after) ->
          Optional.of(new Reaction.RolledBack(after, trigger, numbers));
      case Result.Refused<Deployment>(var refusal)
          when refusal.code() == ErrorCode.CHANGED_MEANWHILE ->
          Optional.empty();
      case Result.Refused<Deployment>(var refusal)
          when refusal.code() == ErrorCode.ROLLOUT_NOT_STARTED ->
          throw new IllegalStateException(refusal.detail());
      case Result.Refused<Deployment>(var refusal) -> nothing(refusal.detail());
    };
  }

  private Optional<Reaction> alerted(
      Deployment deployment, Trigger trigger, Standing standing, String why) {
    outbox.put(List.of(Alerts.degraded(deployment, trigger, standing, why, clock.instant())));
    return Optional.of(new Reaction.Alerted(deployment, trigger, why));
  }

  private static Optional<Reaction> nothing(String why) {
    return Optional.of(new Reaction.NothingToDo(why));
  }

  private static Spot spot(Suspicion word, String node) {
    return new Spot(word.environment(), word.pluginId(), node);
  }
}
