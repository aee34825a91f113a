package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Pause;
import io.hotswap.domain.deployment.Rollback;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.domain.trust.TrustDocuments;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Rolls a deployment back: one under way at once, a completed one while it is the plugin's last
/// change. Needs no approval, and preempts any other deployment of the plugin.
public final class RollingBackDeployment {
  private final Deployments deployments;
  private final Executions executions;
  private final SlotRecovery slots;
  private final MisfitTenants misfits;
  private final UnmetNeeds unmetNeeds;
  private final RestorableReleases restorable;
  private final InstantSource clock;

  public RollingBackDeployment(
      Deployments deployments,
      Executions executions,
      SlotRecovery slots,
      MisfitTenants misfits,
      UnmetNeeds unmetNeeds,
      TrustDocuments trust,
      InstantSource clock) {
    this.deployments = deployments;
    this.executions = executions;
    this.slots = slots;
    this.misfits = misfits;
    this.unmetNeeds = unmetNeeds;
    this.restorable = new RestorableReleases(deployments, trust);
    this.clock = clock;
  }

  /// @param rollbackId derived from the caller's Idempotency-Key
  /// @param target one of the last releases that served
  public record Request(
      UUID rollbackId, DeploymentId deploymentId, Optional<String> reason, RollbackTarget target) {}

  public Result<Deployment> rollBack(Caller caller, Request request, Origin origin) {
    var requested =
        new Rollback.Request(
            request.rollbackId(),
            caller.name(),
            request.reason(),
            Optional.empty(),
            origin.traceparent());
    return ChangeableDeployment.find(deployments, request.deploymentId(), caller)
        .then(
            it ->
                carriedOut(
                    it.id(),
                    requested,
                    found -> restorable.restored(found, request.target()),
                    origin));
  }

  /// Rollback by a trigger. Idempotent: a deployment is rolled back by triggers once. A canary with
  /// `autoRollback: false` is paused instead.
  ///
  /// @param evidence the numbers that the trigger fired on
  public Result<Deployment> rollBackAutomatically(
      DeploymentId id, String reason, String evidence, Origin origin) {
    var found = deployments.find(id);
    return found.isPresent() && pausesInstead(found.get())
        ? paused(found.get(), reason + ": " + evidence, origin)
        : carriedOut(
            id,
            automatic(id + "#automatic", reason, evidence, origin),
            it -> restorable.restored(it, RollbackTarget.PREVIOUS),
            origin);
  }

  /// Takes back a version in which malware was found; where all before have some, nothing serves
  /// from then on. Idempotent like the rollback by a trigger, and does not pause.
  public Result<Deployment> rollBackInfected(
      DeploymentId id, String reason, String evidence, Origin origin) {
    return carriedOut(
        id,
        automatic(id + "#infected", reason, evidence, origin),
        it -> Result.done(restorable.clean(it)),
        origin);
  }

  private static Rollback.Request automatic(
      String name, String reason, String evidence, Origin origin) {
    return new Rollback.Request(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        "HotSwap",
        Optional.of(reason),
        Optional.of(evidence),
        origin.traceparent());
  }

  /// Decides what serves next.
  private interface Restoring extends Function<Deployment, Result<Optional<RoutedVersion>>> {}

  private static boolean pausesInstead(Deployment deployment) {
    return !deployment.closed()
        && !deployment.rollingBack()
        && deployment.request().strategy().pausesWhenWorse();
  }

  private Result<Deployment> paused(Deployment deployment, String why, Origin origin) {
    if (deployment.paused()) {
      return Result.done(deployment);
    }
    var now = clock.instant();
    var slot = deployments.slot(deployment.pluginId(), deployment.environment());
    var next = deployment.withPause(new Pause("HotSwap", why, now));
    var change = DeploymentChange.of(deployment, next, slot).build("pauseDeployment", origin, now);
    return deployments.commit(change) == DeploymentChange.Result.Committed
        ? Result.done(next)
        : Result.refused(
            ErrorCode.CHANGED_MEANWHILE, "The deployment changed; it is looked at again");
  }

  private Result<Deployment> carriedOut(
      DeploymentId id, Rollback.Request requested, Restoring restoring, Origin origin) {
    return ConflictRetry.run(() -> attempted(id, requested, restoring, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The deployment kept changing; read it again and retry"));
  }

  private Optional<Result<Deployment>> attempted(
      DeploymentId id, Rollback.Request requested, Restoring restoring, Origin origin) {
    var deployment = deployments.find(id).orElseThrow();
    if (deployment.rollbacks().stream().anyMatch(it -> it.id().equals(requested.id()))) {
      return Optional.of(carriedOn(deployment, origin));
    }
    if (deployment.rollingBack()) {
      return Optional.of(underWay(deployment, origin));
    }
    var slot = deployments.slot(deployment.pluginId(), deployment.environment());
    var refusal = refusal(deployment, slot);
    if (refusal.isPresent()) {
      return Optional.of(Result.refused(refusal.get()));
    }
    return switch (fitting(deployment, requested, restoring.apply(deployment))) {
      case Result.Refused<Optional<RoutedVersion>>(var why) -> Optional.of(Result.refused(why));
      case Result.Done<Optional<RoutedVersion>>(var restored) ->
          admitted(deployment, slot, requested, restored, origin)
              .map(
                  next -> {
                    executions.stop(id, deployment.fence(), deployment.rollingBack());
                    return started(next);
                  });
    };
  }

  /// A person is told of tenants whose configuration the restored version would refuse, or who
  /// would be left without what a plugin needs, before anything begins. A trigger's rollback goes
  /// ahead: while a version is watched, configurations have to fit the one before it too, and a
  /// version that fails serves nobody.
  private Result<Optional<RoutedVersion>> fitting(
      Deployment deployment, Rollback.Request requested, Result<Optional<RoutedVersion>> target) {
    return requested.evidence().isPresent()
        ? target
        : target.then(
            restored ->
                restored
                    .flatMap(it -> misfit(deployment, it))
                    .or(() -> unmet(deployment, restored))
                    .<Result<Optional<RoutedVersion>>>map(Result::refused)
                    .orElse(target));
  }

  private Optional<Refusal> misfit(Deployment deployment, RoutedVersion restored) {
    return misfits.refusalToRestore(
        deployment.pluginId(), deployment.environment(), restored.release());
  }

  private Optional<Refusal> unmet(Deployment deployment, Optional<RoutedVersion> restored) {
    return restored
        .map(
            it ->
                unmetNeeds.refusal(
                    deployment.pluginName(),
                    new SemanticVersion(it.version()),
                    deployment.environment()))
        .orElseGet(
            () -> unmetNeeds.refusalOfNone(deployment.pluginName(), deployment.environment()));
  }

  private Optional<Deployment> admitted(
      Deployment deployment,
      DeploymentSlot slot,
      Rollback.Request requested,
      Optional<RoutedVersion> restored,
      Origin origin) {
    var now = clock.instant();
    if (slot.holder().filter(it -> !it.equals(deployment.id())).isPresent()) {
      slots.preempt(deployments.find(slot.holder().get()).orElseThrow(), origin, now);
      return Optional.empty();
    }
    var rollback =
        Rollback.requested(
            requested, deployment.pluginId(), deployment.version().release(), restored, now);
    var next = deployment.rollbackAdmitted(rollback, now);
    var change =
        DeploymentChange.of(deployment, next, slot)
            .slot(slot.taken(deployment.id()))
            .build("rollBackDeployment", origin, now);
    return deployments.commit(change) == DeploymentChange.Result.Committed
        ? Optional.of(next)
        : Optional.empty();
  }

  private Optional<Refusal> refusal(Deployment deployment, DeploymentSlot slot) {
    return switch (deployment.progress().status()) {
      case Failed ->
          nothingToRollBack(
              "it failed: " + deployment.progress().problem().orElse("see its timeline"));
      case RolledBack -> nothingToRollBack("it is rolled back already");
      case Pending, InProgress -> notBegun(deployment);
      case Completed -> otherRollback(slot).or(() -> laterChange(deployment, slot));
    };
  }

  private static Optional<Refusal> notBegun(Deployment deployment) {
    return deployment.progress().phase() == DeploymentPhase.AwaitingApproval
        ? nothingToRollBack("it has not begun; abort it")
        : Optional.empty();
  }

  /// A request that finds the rollback dead has begun it anew, so it is not refused.
  private Result<Deployment> underWay(Deployment deployment, Origin origin) {
    return carriedOn(deployment, origin)
        .then(
            it ->
                it.rollingBack() && it.fence() != deployment.fence()
                    ? Result.done(it)
                    : Result.refused(nothing("it is being rolled back already")));
  }

  private Optional<Refusal> otherRollback(DeploymentSlot slot) {
    return slot.holder()
        .flatMap(deployments::find)
        .filter(Deployment::rollingBack)
        .flatMap(it -> nothingToRollBack("deployment " + it.id() + " is being rolled back there"));
  }

  private static Optional<Refusal> laterChange(Deployment deployment, DeploymentSlot slot) {
    return slot.lastChange().filter(deployment.id()::equals).isPresent()
        ? Optional.empty()
        : nothingToRollBack(
            slot.lastChange()
                .map(it -> "deployment " + it + " changed the plugin later; roll that one back")
                .orElse("no version of the plugin serves there"));
  }

  private static Optional<Refusal> nothingToRollBack(String why) {
    return Optional.of(nothing(why));
  }

  private static Refusal nothing(String why) {
    return Refusal.of(ErrorCode.NOTHING_TO_ROLL_BACK, "Cannot roll this deployment back: " + why);
  }

  /// Starts a rollback whose execution did not start or died.
  private Result<Deployment> carriedOn(Deployment deployment, Origin origin) {
    boolean revived = slots.reviveIfDead(deployment, origin, clock.instant());
    var now = deployments.find(deployment.id()).orElseThrow();
    boolean starts = revived || now.progress().phase() == DeploymentPhase.RollbackAdmitted;
    return now.rollingBack() && starts ? started(now) : Result.done(now);
  }

  /// The rollback stays admitted when its execution does not start, because the preempted
  /// deployment cannot continue. The next request starts it.
  private Result<Deployment> started(Deployment deployment) {
    try {
      executions.rollBack(deployment.id(), deployment.fence());
      return Result.done(deployment);
    } catch (Executions.NotStarted e) {
      return Result.refused(
          ErrorCode.ROLLOUT_NOT_STARTED,
          "The rollback is admitted but did not start; send it again. " + e.getMessage());
    }
  }
}
