package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.RequestedApproval;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Supervision.AcceptanceCase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Admits a deployment: takes the plugin's place in the environment, or asks the approvers first,
/// and starts the state machine.
public final class Deploying {
  private static final int ATTEMPTS = 10;

  private final Deployments deployments;
  private final Executions executions;
  private final Places places;
  private final Ordering ordering;
  private final AcceptanceSuites suites;
  private final Duration approvalExpiry;
  private final InstantSource clock;

  /// @param approvalExpiry how long approvers have
  public Deploying(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      RolloutTimes times,
      Duration approvalExpiry,
      InstantSource clock) {
    this.deployments = deployments;
    this.executions = executions;
    this.places = new Places(deployments, around, executions, times);
    this.ordering = new Ordering(around);
    this.suites = around.acceptance();
    this.approvalExpiry = approvalExpiry;
    this.clock = clock;
  }

  /// @param id follows from the caller's Idempotency-Key, so that the request sent again meets the
  ///   deployment it made before
  public record Request(DeploymentId id, Wish wish) {}

  /// What the deployment would do; changes nothing.
  public Result<Plan> plan(Caller caller, Wish wish, Origin origin) {
    var nobody = new DeploymentId(new UUID(0, 0));
    return ordering
        .order(caller, new Request(nobody, wish), origin, clock.instant())
        .map(Ordering.Planned::plan);
  }

  public Result<Deployment> deploy(Caller caller, Request request, Origin origin) {
    var known = deployments.find(request.id());
    if (known.isPresent() && known.get().progress().phase() != Phase.NotStarted) {
      return switch (known.get().progress().phase()) {
        case Admitted, AwaitingApproval -> started(known.get(), origin);
        default -> Result.done(known.get());
      };
    }
    return ordering
        .order(caller, request, origin, clock.instant())
        .then(planned -> admitted(planned, known, origin));
  }

  private Result<Deployment> admitted(
      Ordering.Planned planned, Optional<Deployment> known, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var order = planned.order();
      var place = deployments.place(order.pluginId(), order.environment());
      if (place.holder().isPresent()) {
        return Result.refused(places.inTheWay(place.holder().get(), origin, clock.instant()));
      }
      keep(planned.acceptance());
      var change = change(planned, known, place, origin);
      switch (deployments.commit(change)) {
        case Committed -> {
          return started(change.after(), origin);
        }
        case VersionMissing -> {
          return Result.refused(Ordering.versionMissing(order));
        }
        case DeploymentChanged -> {
          return Result.done(deployments.find(order.id()).orElseThrow());
        }
        case AllPlacesTaken -> {
          return Result.refused(allTaken());
        }
        case TooManyWaiting -> {
          return Result.refused(tooManyWaiting());
        }
        case PlaceTaken, RoutingMoved -> {}
      }
    }
    return Result.refused(
        ErrorCode.CHANGED_MEANWHILE, "Too many deployments of this plugin at once; try again");
  }

  private void keep(List<AcceptanceCase> cases) {
    if (!cases.isEmpty()) {
      suites.keep(cases);
    }
  }

  private DeploymentChange change(
      Ordering.Planned planned, Optional<Deployment> known, Place place, Origin origin) {
    var asked = asked(planned);
    var deployment =
        known
            .map(it -> it.admittedAgain(clock.instant()))
            .orElseGet(
                () -> Deployment.ordered(planned.order(), asked.map(it -> it.approval().id())));
    Optional<Approval> approval = asked.map(RequestedApproval::approval);
    List<Message> messages = asked.map(RequestedApproval::messages).orElse(List.of());
    return new DeploymentChange(
        deployment,
        place,
        asked.isPresent() ? place : place.taken(deployment.id()),
        Optional.empty(),
        approval,
        messages,
        Audits.created("createDeployment", deployment, origin, clock.instant()));
  }

  /// Empty where nobody has to be asked.
  private Optional<RequestedApproval> asked(Ordering.Planned planned) {
    if (planned.plan().approvals().isEmpty()) {
      return Optional.empty();
    }
    var id = (planned.order().id() + "#approval").getBytes(StandardCharsets.UTF_8);
    return Optional.of(
        RequestedApproval.of(
            UUID.nameUUIDFromBytes(id),
            planned.order(),
            planned.plan().terms(),
            approvalExpiry,
            clock.instant()));
  }

  private static Refusal allTaken() {
    return Refusal.of(
        ErrorCode.TOO_MANY_DEPLOYMENTS,
        Place.MOST + " deployments are under way; try again when one of them has ended");
  }

  private static Refusal tooManyWaiting() {
    return Refusal.of(
        ErrorCode.TOO_MANY_DEPLOYMENTS,
        Place.MOST_WAITING + " deployments wait for approval; try again when some are decided");
  }

  private Result<Deployment> started(Deployment deployment, Origin origin) {
    try {
      executions.deploy(deployment.id(), deployment.fence());
      return Result.done(deployment);
    } catch (Executions.NotStarted e) {
      if (deployment.progress().phase() == Phase.AwaitingApproval) {
        // It waits for people anyway; whoever reconciles starts its machine.
        return Result.done(deployment);
      }
      return places.giveUp(deployment, String.valueOf(e.getMessage()), origin, clock.instant())
          ? Result.refused(
              ErrorCode.ROLLOUT_NOT_STARTED, "Nothing was changed; try again. " + e.getMessage())
          : Result.done(deployments.find(deployment.id()).orElseThrow());
    }
  }
}
