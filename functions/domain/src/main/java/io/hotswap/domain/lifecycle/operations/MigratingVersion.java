package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.tenant.bulk.MigratingTenants;
import io.hotswap.domain.tenant.bulk.MigratingTenants.Migration;
import io.hotswap.domain.tenant.bulk.MigratingTenants.Prepared;
import java.util.Optional;
import java.util.function.Function;

/// Moves the tenants of a version to another: those without a pin by a deployment, where one is
/// asked for, and then those with a pin, in waves.
public final class MigratingVersion {
  private final MigratingTenants migrating;
  private final Deploying deploying;
  private final RoutingDocuments routing;

  public MigratingVersion(
      MigratingTenants migrating, Deploying deploying, RoutingDocuments routing) {
    this.migrating = migrating;
    this.deploying = deploying;
    this.routing = routing;
  }

  /// @param deployment by the version that it brings; empty: only pins are moved
  public record Request(
      MigratingTenants.Request pins, Optional<Function<String, DeploymentSpec>> deployment) {}

  /// @param deployment that moves the tenants without a pin
  /// @param plan the same of a dry run
  /// @param serves the release that served tenants without a pin before, if any did
  public record Started(
      Migration migration,
      Optional<Deployment> deployment,
      Optional<Plan> plan,
      Optional<String> serves) {}

  /// @param origin of the deployment
  public Result<Started> migrate(Caller caller, Request request, Origin origin) {
    var pins = request.pins();
    var serves =
        routing
            .current(pins.pluginId(), pins.environment())
            .flatMap(RoutingDocument::defaultVersion);
    return request
        .deployment()
        .map(spec -> withDeployment(caller, pins, spec, serves, origin))
        .orElseGet(
            () ->
                migrating
                    .migrate(pins)
                    .map(it -> new Started(it, Optional.empty(), Optional.empty(), serves)));
  }

  private Result<Started> withDeployment(
      Caller caller,
      MigratingTenants.Request pins,
      Function<String, DeploymentSpec> spec,
      Optional<String> serves,
      Origin origin) {
    return migrating
        .target(pins)
        .then(to -> served(pins, serves).map(it -> to))
        .then(
            to ->
                migrating
                    .prepare(pins, to)
                    .then(
                        it ->
                            pins.dryRun()
                                ? planned(caller, it, spec.apply(to), serves, origin)
                                : deployed(caller, it, spec.apply(to), serves, origin)));
  }

  /// A deployment would move tenants of another version than the one that was named.
  private static Result<String> served(MigratingTenants.Request pins, Optional<String> serves) {
    return serves
        .filter(it -> ReleaseKey.parse(it).version().equals(pins.from().text()))
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    Refusal.of(
                        ErrorCode.INVALID_SETTINGS,
                        "In %s %s serves no tenant without a pin."
                            .formatted(pins.environment(), pins.from()),
                        "/deployment",
                        "nothing, unless the version serves tenants without a pin",
                        "Leave it out to move pins only, or migrate the version that serves: %s."
                            .formatted(serves.orElse("none does")))));
  }

  private Result<Started> planned(
      Caller caller,
      Prepared prepared,
      DeploymentSpec spec,
      Optional<String> serves,
      Origin origin) {
    return located(deploying.plan(caller, spec, origin))
        .then(
            plan ->
                migrating
                    .start(prepared, Optional.empty())
                    .map(it -> new Started(it, Optional.empty(), Optional.of(plan), serves)));
  }

  /// The deployment first: what it is refused for, the migration is.
  private Result<Started> deployed(
      Caller caller,
      Prepared prepared,
      DeploymentSpec spec,
      Optional<String> serves,
      Origin origin) {
    var id = new DeploymentId(prepared.request().id());
    return located(deploying.deploy(caller, new Deploying.Request(id, spec), origin))
        .then(
            deployment ->
                migrating
                    .start(prepared, Optional.of(deployment.id()))
                    .map(it -> new Started(it, Optional.of(deployment), Optional.empty(), serves)));
  }

  private static <T> Result<T> located(Result<T> result) {
    return switch (result) {
      case Result.Done<T> done -> done;
      case Result.Refused<T>(var it) ->
          Result.refused(
              new Refusal(
                  it.code(),
                  it.detail(),
                  it.errors().stream()
                      .map(
                          error ->
                              new FieldError(
                                  located(error.pointer()), error.expected(), error.fix()))
                      .toList()));
    };
  }

  /// Where the migration's request has what a deployment's has there.
  private static String located(String pointer) {
    return switch (pointer) {
      case "/version" -> "/to";
      case "/environment" -> "#query/environment";
      case "/pluginId" -> "#path/id";
      default -> pointer.startsWith("/") ? "/deployment" + pointer : pointer;
    };
  }
}
