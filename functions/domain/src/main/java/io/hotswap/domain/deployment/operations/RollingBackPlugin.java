package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Rollback;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Rolls back the last change of a plugin in an environment. A repeated request does no harm: a
/// rollback under way is returned as it is, and an earlier change is rolled back only when
/// `fromVersion` names the version that serves.
public final class RollingBackPlugin {
  private static final int PAGE = 100;

  /// An upper bound of the time a deployment waits for approvers, renewed requests included.
  private static final Duration MAX_APPROVAL_WAIT = Duration.ofDays(30);

  private final Deployments deployments;
  private final RollingBackDeployment rollingBackDeployment;

  public RollingBackPlugin(Deployments deployments, RollingBackDeployment rollingBackDeployment) {
    this.deployments = deployments;
    this.rollingBackDeployment = rollingBackDeployment;
  }

  /// @param rollbackId derived from the caller's Idempotency-Key
  /// @param fromVersion the version to remove; refused when another one serves or is under way
  /// @param target one of the last releases that served
  public record Request(
      UUID rollbackId,
      PluginId pluginId,
      Environment environment,
      Optional<String> reason,
      Optional<String> fromVersion,
      RollbackTarget target) {}

  /// @return the deployment that is rolled back
  public Result<Deployment> rollBack(Caller caller, Request request, Origin origin) {
    var refusal = Policy.refusalToChange(caller, request.environment());
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    var slot = deployments.slot(request.pluginId(), request.environment());
    var holder = slot.holder().flatMap(deployments::find);
    return holder
        .map(it -> rollBackHolder(caller, request, it, origin))
        .orElseGet(() -> rollBackLastChange(caller, request, slot, origin));
  }

  private Result<Deployment> rollBackHolder(
      Caller caller, Request request, Deployment holder, Origin origin) {
    var currentVersion = holder.version().version();
    if (request.fromVersion().filter(it -> !it.equals(currentVersion)).isPresent()) {
      return nothingToRollBack(
          "%s is under way there, not %s. Leave `fromVersion` out, or send %s"
              .formatted(currentVersion, request.fromVersion().get(), currentVersion));
    }
    var target = holder.lastRollback().flatMap(Rollback::target);
    return holder.rollingBack()
            && (request.target().isPrevious() || target.filter(request.target()::names).isPresent())
        ? carriedOut(caller, request, holder, holder.lastRollback().orElseThrow().id(), origin)
        : carriedOut(caller, request, holder, request.rollbackId(), origin);
  }

  private Result<Deployment> rollBackLastChange(
      Caller caller, Request request, DeploymentSlot slot, Origin origin) {
    var last = slot.lastChange().flatMap(deployments::find);
    if (last.isEmpty()) {
      return nothingToRollBack(
          "no version serves in %s and none is on its way. To bring one there:"
                  .formatted(request.environment())
              + " POST /api/v1/deployments");
    }
    var currentVersion = serving(last.get());
    if (request.fromVersion().isPresent()) {
      return request.fromVersion().get().equals(currentVersion)
          ? takenBack(caller, request, last.get(), origin)
          : nothingToRollBack(
              "%s serves there, not %s, which was rolled back already or never served"
                  .formatted(currentVersion, request.fromVersion().get()));
    }
    var newer = newestAfter(last.get(), request);
    return newer.isEmpty()
        ? takenBack(caller, request, last.get(), origin)
        : nothingToRollBack(
            ("%s, which was deployed last, is gone already: it ended %s at %s, and %s serves. To"
                    + " take %s back too, send {\"fromVersion\": \"%s\"}")
                .formatted(
                    newer.get().version().release(),
                    newer.get().progress().status(),
                    newer.get().progress().since(),
                    currentVersion,
                    currentVersion,
                    currentVersion));
  }

  private Result<Deployment> takenBack(
      Caller caller, Request request, Deployment last, Origin origin) {
    return last.previous().isEmpty() && request.target().isPrevious()
        ? nothingToRollBack(
            ("%s is the first version there, and before it nothing served. To let nothing serve"
                    + " again: POST /api/v1/deployments/%s/rollback")
                .formatted(serving(last), last.id()))
        : carriedOut(caller, request, last, request.rollbackId(), origin);
  }

  /// @param rollbackId of a rollback under way: it is restarted if its execution died
  private Result<Deployment> carriedOut(
      Caller caller, Request request, Deployment deployment, UUID rollbackId, Origin origin) {
    return rollingBackDeployment.rollBack(
        caller,
        new RollingBackDeployment.Request(
            rollbackId, deployment.id(), request.reason(), request.target()),
        origin);
  }

  private static String serving(Deployment last) {
    return ReleaseKey.parse(last.rolloutState().winner().orElse(last.version().release()))
        .version();
  }

  /// The deployment that ended last after `last` took effect, of those that wrote a routing
  /// document or were rolled back. The list is ordered by request time, which is not the order of
  /// taking effect: a deployment may wait long for its approvers.
  private Optional<Deployment> newestAfter(Deployment last, Request request) {
    var filter =
        new DeploymentFilter(
            Optional.of(request.pluginId()), Optional.of(request.environment()), Optional.empty());
    var since = last.progress().since();
    Optional<Deployment> newest = Optional.empty();
    var page = PageRequest.first(PAGE);
    while (true) {
      var listed = deployments.list(filter, page);
      newest =
          Stream.concat(newest.stream(), changes(listed.items(), last))
              .max(Comparator.comparing(it -> it.progress().since()));
      if (listed.next().isEmpty()
          || listed.items().stream()
              .anyMatch(it -> it.createdAt().isBefore(since.minus(MAX_APPROVAL_WAIT)))) {
        return newest;
      }
      page = new PageRequest(PAGE, listed.next());
    }
  }

  /// Reads each deployment again, because lists are eventually consistent.
  private Stream<Deployment> changes(List<Deployment> listed, Deployment last) {
    var since = last.progress().since();
    return listed.stream()
        .filter(it -> !it.id().equals(last.id()))
        .filter(it -> !it.closed() || it.progress().since().isAfter(since))
        .flatMap(it -> deployments.find(it.id()).stream())
        .filter(it -> it.progress().generation() > 0 || it.lastRollback().isPresent())
        .filter(it -> it.progress().since().isAfter(since));
  }

  private static Result<Deployment> nothingToRollBack(String why) {
    return Result.refused(ErrorCode.NOTHING_TO_ROLL_BACK, "Nothing was rolled back: " + why + ".");
  }
}
