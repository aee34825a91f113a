package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Takes back what was changed last of a plugin in an environment. Sent again it does no more: a
/// rollback under way is answered as it is, and after it the step before is taken only by whoever
/// names the version that is to go.
public final class PluginRollback {
  private static final int PAGE = 100;

  /// More than anybody waits for approvers, asked again and again.
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  private final Deployments deployments;
  private final RollingBack rollingBack;

  public PluginRollback(Deployments deployments, RollingBack rollingBack) {
    this.deployments = deployments;
    this.rollingBack = rollingBack;
  }

  /// @param rollbackId follows from the caller's Idempotency-Key
  /// @param fromVersion the version to take back: nothing happens unless it is the one
  /// @param toVersion one of the last that served; empty: the one before
  public record Request(
      UUID rollbackId,
      PluginId pluginId,
      Environment environment,
      Optional<String> reason,
      Optional<String> fromVersion,
      Optional<String> toVersion) {}

  /// @return the deployment that is taken back
  public Result<Deployment> rollBack(Caller caller, Request request, Origin origin) {
    if (!Policy.mayChange(caller, request.environment())) {
      return Result.refused(
          ErrorCode.NOT_ALLOWED,
          "Developers change Development and QA; " + request.environment() + " takes an Admin");
    }
    var slot = deployments.place(request.pluginId(), request.environment());
    var holder = slot.holder().flatMap(deployments::find);
    return holder
        .map(it -> underWay(caller, request, it, origin))
        .orElseGet(() -> settled(caller, request, slot, origin));
  }

  private Result<Deployment> underWay(
      Caller caller, Request request, Deployment holder, Origin origin) {
    var goes = holder.version().version();
    if (request.fromVersion().filter(it -> !it.equals(goes)).isPresent()) {
      return nothing(
          "%s is under way there, not %s. Leave `fromVersion` out, or send %s"
              .formatted(goes, request.fromVersion().get(), goes));
    }
    var meant = request.toVersion();
    var goesTo = holder.lastRollback().flatMap(it -> it.toVersion());
    return holder.rollingBack() && (meant.isEmpty() || meant.equals(goesTo))
        ? carriedOut(caller, request, holder, holder.lastRollback().orElseThrow().id(), origin)
        : carriedOut(caller, request, holder, request.rollbackId(), origin);
  }

  private Result<Deployment> settled(
      Caller caller, Request request, DeploymentSlot slot, Origin origin) {
    var last = slot.lastChange().flatMap(deployments::find);
    if (last.isEmpty()) {
      return nothing(
          "no version serves in %s and none is on its way. To bring one there:"
                  .formatted(request.environment())
              + " POST /api/v1/deployments");
    }
    var goes = serving(last.get());
    if (request.fromVersion().isPresent()) {
      return request.fromVersion().get().equals(goes)
          ? takenBack(caller, request, last.get(), origin)
          : nothing(
              "%s serves there, not %s: that one is taken back already, or never came"
                  .formatted(goes, request.fromVersion().get()));
    }
    var newer = newestAfter(last.get(), request);
    return newer.isEmpty()
        ? takenBack(caller, request, last.get(), origin)
        : nothing(
            ("%s, which was deployed last, is gone already: it ended %s at %s, and %s serves. To"
                    + " take %s back too, send {\"fromVersion\": \"%s\"}")
                .formatted(
                    newer.get().version().version(),
                    newer.get().progress().status(),
                    newer.get().progress().since(),
                    goes,
                    goes,
                    goes));
  }

  private Result<Deployment> takenBack(
      Caller caller, Request request, Deployment last, Origin origin) {
    return last.previous().isEmpty() && request.toVersion().isEmpty()
        ? nothing(
            ("%s is the first version there, and before it nothing served. To let nothing serve"
                    + " again: POST /api/v1/deployments/%s/rollback")
                .formatted(serving(last), last.id()))
        : carriedOut(caller, request, last, request.rollbackId(), origin);
  }

  /// @param rollbackId of the one under way: it is carried on where nobody does
  private Result<Deployment> carriedOut(
      Caller caller, Request request, Deployment deployment, UUID rollbackId, Origin origin) {
    return rollingBack.rollBack(
        caller,
        new RollingBack.Request(rollbackId, deployment.id(), request.reason(), request.toVersion()),
        origin);
  }

  private static String serving(Deployment last) {
    return last.course().winner().orElse(last.version().version());
  }

  /// What ended last after `last` took effect, of all that ever wrote a routing document or were
  /// taken back. Who waits for approvers begins long after others that were asked for later, so the
  /// order of the list says nothing.
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
              .anyMatch(it -> it.createdAt().isBefore(since.minus(LONGEST_WAIT)))) {
        return newest;
      }
      page = new PageRequest(PAGE, listed.next());
    }
  }

  /// As they are now: a list may lag behind.
  private Stream<Deployment> changes(List<Deployment> listed, Deployment last) {
    var since = last.progress().since();
    return listed.stream()
        .filter(it -> !it.id().equals(last.id()))
        .filter(it -> !it.closed() || it.progress().since().isAfter(since))
        .flatMap(it -> deployments.find(it.id()).stream())
        .filter(it -> it.progress().generation() > 0 || it.lastRollback().isPresent())
        .filter(it -> it.progress().since().isAfter(since));
  }

  private static Result<Deployment> nothing(String why) {
    return Result.refused(ErrorCode.NOTHING_TO_ROLL_BACK, "Nothing was rolled back: " + why + ".");
  }
}
