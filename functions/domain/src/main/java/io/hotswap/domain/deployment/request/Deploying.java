package io.hotswap.domain.deployment.request;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.decision.RequestedApproval;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.operations.SlotRecovery;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Admits a deployment: takes the plugin's slot in the environment, or requests approval first, and
/// starts the state machine.
public final class Deploying {
  private final Deployments deployments;
  private final Executions executions;
  private final SlotRecovery slots;
  private final DeploymentPlanner planner;
  private final RequestContents contents;
  private final Duration approvalExpiry;
  private final InstantSource clock;

  /// @param approvalExpiry how long approvers have
  public Deploying(
      Deployments deployments,
      Executions executions,
      SlotRecovery slots,
      DeploymentPlanner planner,
      RequestContents contents,
      Duration approvalExpiry,
      InstantSource clock) {
    this.deployments = deployments;
    this.executions = executions;
    this.slots = slots;
    this.planner = planner;
    this.contents = contents;
    this.approvalExpiry = approvalExpiry;
    this.clock = clock;
  }

  /// @param id derived from the caller's Idempotency-Key, so that a repeated request finds its
  ///   deployment
  public record Request(DeploymentId id, DeploymentSpec spec) {}

  /// Dry run: the plan of a deployment; changes nothing.
  public Result<Plan> plan(Caller caller, DeploymentSpec spec, Origin origin) {
    var nobody = new DeploymentId(new UUID(0, 0));
    return planner
        .plan(caller, new Request(nobody, spec), origin, clock.instant())
        .map(DeploymentPlanner.Planned::plan);
  }

  public Result<Deployment> deploy(Caller caller, Request request, Origin origin) {
    var known = deployments.find(request.id());
    if (known.isPresent() && known.get().progress().phase() != DeploymentPhase.NotStarted) {
      return switch (known.get().progress().phase()) {
        case Admitted, AwaitingApproval -> started(known.get(), origin);
        default -> Result.done(known.get());
      };
    }
    return planner
        .plan(caller, request, origin, clock.instant())
        .then(planned -> admitted(planned, known, origin));
  }

  private Result<Deployment> admitted(
      DeploymentPlanner.Planned planned, Optional<Deployment> known, Origin origin) {
    return ConflictRetry.run(() -> attempted(planned, known, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "Too many deployments of this plugin at once; try again"));
  }

  private Optional<Result<Deployment>> attempted(
      DeploymentPlanner.Planned planned, Optional<Deployment> known, Origin origin) {
    var request = planned.request();
    var slot = deployments.slot(request.pluginId(), request.environment());
    if (slot.holder().isPresent()) {
      return Optional.of(
          Result.refused(slots.refusalByHolder(slot.holder().get(), origin, clock.instant())));
    }
    contents.store(planned);
    var change = change(planned, known, slot, origin);
    return switch (deployments.commit(change)) {
      case Committed -> Optional.of(started(change.after(), origin));
      case VersionMissing ->
          Optional.of(Result.refused(DeployableReleases.versionMissing(request)));
      case DeploymentChanged ->
          Optional.of(Result.done(deployments.find(request.id()).orElseThrow()));
      case AllSlotsTaken -> Optional.of(Result.refused(allSlotsTaken()));
      case TooManyWaiting -> Optional.of(Result.refused(tooManyWaiting()));
      case SlotTaken, RoutingMoved -> Optional.empty();
    };
  }

  private DeploymentChange change(
      DeploymentPlanner.Planned planned,
      Optional<Deployment> known,
      DeploymentSlot slot,
      Origin origin) {
    var requested = requestedApproval(planned);
    var deployment =
        known
            .map(it -> it.admittedAgain(clock.instant()))
            .orElseGet(
                () ->
                    Deployment.requested(
                        planned.request(), requested.map(it -> it.approval().id())));
    Optional<Approval> approval = requested.map(RequestedApproval::approval);
    List<Message> messages = requested.map(RequestedApproval::messages).orElse(List.of());
    return DeploymentChange.creating(deployment, slot)
        .slot(requested.isPresent() ? slot : slot.taken(deployment.id()))
        .approval(approval)
        .messages(messages)
        .build("createDeployment", origin, clock.instant());
  }

  /// Empty when no approval is required.
  private Optional<RequestedApproval> requestedApproval(DeploymentPlanner.Planned planned) {
    if (planned.plan().approvals().isEmpty()) {
      return Optional.empty();
    }
    var id = (planned.request().id() + "#approval").getBytes(StandardCharsets.UTF_8);
    return Optional.of(
        RequestedApproval.of(
            UUID.nameUUIDFromBytes(id),
            planned.request(),
            planned.plan().terms(),
            approvalExpiry,
            clock.instant()));
  }

  private static Refusal allSlotsTaken() {
    return Refusal.of(
        ErrorCode.TOO_MANY_DEPLOYMENTS,
        DeploymentSlot.MAX_HELD
            + " deployments are under way; try again when one of them has ended");
  }

  private static Refusal tooManyWaiting() {
    return Refusal.of(
        ErrorCode.TOO_MANY_DEPLOYMENTS,
        DeploymentSlot.MAX_WAITING
            + " deployments wait for approval; try again when some are decided");
  }

  private Result<Deployment> started(Deployment deployment, Origin origin) {
    try {
      executions.deploy(deployment.id(), deployment.fence());
      return Result.done(deployment);
    } catch (Executions.NotStarted e) {
      if (deployment.progress().phase() == DeploymentPhase.AwaitingApproval) {
        // It waits for approvers anyway; the reconciliation starts its state machine.
        return Result.done(deployment);
      }
      return slots.giveUp(deployment, String.valueOf(e.getMessage()), origin, clock.instant())
          ? Result.refused(
              ErrorCode.ROLLOUT_NOT_STARTED, "Nothing was changed; try again. " + e.getMessage())
          : Result.done(deployments.find(deployment.id()).orElseThrow());
    }
  }
}
