package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Admits a deployment: takes the plugin's place in the environment and starts the state machine.
public final class Deploying {
  private static final int ATTEMPTS = 10;

  private final Deployments deployments;
  private final Releases releases;
  private final Executions executions;
  private final Places places;
  private final InstantSource clock;

  public Deploying(
      Deployments deployments,
      Releases releases,
      Executions executions,
      RolloutTimes times,
      InstantSource clock) {
    this.deployments = deployments;
    this.releases = releases;
    this.executions = executions;
    this.places = new Places(deployments, executions, times);
    this.clock = clock;
  }

  /// @param id follows from the caller's Idempotency-Key, so that the request sent again meets the
  ///   deployment it made before
  /// @param plugin GUID or name
  public record Request(
      DeploymentId id, String plugin, String version, String environment, String strategy) {}

  public Result<Deployment> deploy(Caller caller, Request request, Origin origin) {
    var known = deployments.find(request.id());
    if (known.isPresent() && known.get().progress().phase() != Phase.NotStarted) {
      return known.get().progress().phase() == Phase.Admitted
          ? started(known.get(), origin)
          : Result.done(known.get());
    }
    return admissible(caller, request.environment(), request.strategy())
        .then(environment -> planned(request, environment, caller, origin))
        .map(planned -> known.map(it -> again(it, planned)).orElse(planned))
        .then(planned -> admitted(planned, origin));
  }

  private static Result<Environment> admissible(
      Caller caller, String environment, String strategy) {
    var where = named(Environment.values(), environment);
    if (where.isEmpty()) {
      return invalid("/environment", "one of " + List.of(Environment.values()), environment);
    }
    if (!Policy.mayChange(caller, where.get())) {
      return Result.refused(
          ErrorCode.NOT_ALLOWED,
          "Developers deploy to Development and QA; " + where.get() + " takes an Admin");
    }
    if (where.get() != Environment.Development) {
      return invalid("/environment", "Development, the one environment served now", environment);
    }
    return named(Strategy.values(), strategy).isPresent()
        ? Result.done(where.get())
        : invalid("/strategy", "one of " + List.of(Strategy.values()), strategy);
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
    return List.of(all).stream().filter(it -> it.name().equals(name)).findAny();
  }

  private static <T> Result<T> invalid(String pointer, String expected, String actual) {
    return Result.refused(
        Refusal.of(
            ErrorCode.INVALID_DEPLOYMENT,
            "Cannot deploy with " + pointer.substring(1) + " " + actual,
            pointer,
            expected,
            "Send " + expected + "."));
  }

  private Result<Deployment> planned(
      Request request, Environment environment, Caller caller, Origin origin) {
    var pluginId = PluginId.parse(request.plugin());
    var name = releases.pluginName(pluginId);
    if (name.isEmpty()) {
      return Result.refused(
          ErrorCode.PLUGIN_NOT_FOUND, "No plugin " + request.plugin() + " is registered");
    }
    var now = clock.instant();
    return releases
        .find(pluginId, request.version())
        .map(
            it ->
                Result.done(
                    new Deployment(
                        request.id(),
                        pluginId,
                        name.get(),
                        environment,
                        Strategy.valueOf(request.strategy()),
                        new RoutedVersion(
                            it.version(),
                            it.digest(),
                            it.size(),
                            request.id().toString(),
                            origin.traceparent()),
                        Optional.empty(),
                        Progress.admitted(now),
                        List.of(
                            new TimelineEntry(
                                now, Phase.Admitted, "Asked for by " + caller.name())),
                        List.of(),
                        caller.name(),
                        now,
                        0,
                        1)))
        .orElseGet(() -> versionMissing(name.get(), request.version()));
  }

  private static Result<Deployment> versionMissing(String plugin, String version) {
    return Result.refused(
        ErrorCode.VERSION_NOT_FOUND, "Plugin " + plugin + " has no version " + version);
  }

  /// The state machine of the first attempt never started: admitted anew.
  private static Deployment again(Deployment before, Deployment planned) {
    return before.admittedAgain(planned.createdAt());
  }

  private Result<Deployment> admitted(Deployment planned, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var now = clock.instant();
      var place = deployments.place(planned.pluginId(), planned.environment());
      if (place.holder().isPresent()) {
        var refusal = places.inTheWay(place.holder().get(), origin, now);
        if (refusal.isPresent()) {
          return Result.refused(refusal.get());
        }
        continue;
      }
      var taken = place.taken(planned.id());
      var deployment = planned.fenced(taken.fence());
      var audit = Audits.created("createDeployment", deployment, origin, now);
      switch (deployments.commit(
          new DeploymentChange(deployment, place, taken, Optional.empty(), audit))) {
        case Committed -> {
          return started(deployment, origin);
        }
        case VersionMissing -> {
          return versionMissing(planned.pluginName(), planned.version().version());
        }
        case DeploymentChanged -> {
          return Result.done(deployments.find(planned.id()).orElseThrow());
        }
        case PlaceTaken, RoutingMoved -> {}
      }
    }
    return Result.refused(
        ErrorCode.CHANGED_MEANWHILE, "Too many deployments of this plugin at once; try again");
  }

  private Result<Deployment> started(Deployment deployment, Origin origin) {
    try {
      executions.deploy(deployment.id(), deployment.fence());
      return Result.done(deployment);
    } catch (Executions.NotStarted e) {
      return places.giveUp(deployment, String.valueOf(e.getMessage()), origin, clock.instant())
          ? Result.refused(
              ErrorCode.ROLLOUT_NOT_STARTED, "Nothing was changed; try again. " + e.getMessage())
          : Result.done(deployments.find(deployment.id()).orElseThrow());
    }
  }
}
