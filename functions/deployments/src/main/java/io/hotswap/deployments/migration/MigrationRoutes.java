package io.hotswap.deployments.migration;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.bulk.WavesView;
import io.hotswap.deployments.wire.MigrationDeployment;
import io.hotswap.deployments.wire.PlanView;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.operations.MigratingVersion;
import io.hotswap.domain.lifecycle.operations.MigratingVersion.Started;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.bulk.MigratingTenants;
import io.hotswap.domain.tenant.bulk.Waves;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/// Moves the tenants of a version to another.
@Controller("/api/v1/plugins/{id}/versions/{version}/migrate")
final class MigrationRoutes {
  private final Releases releases;
  private final MigratingVersion migrating;

  MigrationRoutes(Releases releases, MigratingVersion migrating) {
    this.releases = releases;
    this.migrating = migrating;
  }

  record MigrateVersion(
      String reason,
      Optional<String> to,
      Optional<String> movedBy,
      Optional<WavesView> waves,
      Optional<MigrationDeployment> deployment) {}

  @Post
  @Operation(Action.MIGRATE_VERSION)
  HttpResponse<?> migrate(
      ApiCall call,
      String id,
      String version,
      @QueryValue Environment environment,
      @QueryValue(defaultValue = "false") boolean dryRun) {
    return call.change(
        MigrateVersion.class,
        (body, job) ->
            changeable(call, environment)
                .then(it -> known(PluginId.parse(id)))
                .then(plugin -> waves(body).map(it -> new Waved(plugin, it)))
                .map(
                    it ->
                        new MigratingTenants.Request(
                            job,
                            environment,
                            it.plugin(),
                            new SemanticVersion(version),
                            body.to().map(SemanticVersion::new),
                            body.movedBy().map(UUID::fromString),
                            it.waves(),
                            body.reason(),
                            dryRun,
                            call.origin()))
                .then(pins -> migrating.migrate(call.caller(), request(pins, body), here(call)))
                .map(MigrationRoutes::answer));
  }

  private static Result<Environment> changeable(ApiCall call, Environment environment) {
    return Policy.refusalToChange(call.caller(), environment)
        .<Result<Environment>>map(Result::refused)
        .orElseGet(() -> Result.done(environment));
  }

  private Result<PluginId> known(PluginId plugin) {
    return releases.pluginName(plugin).isPresent()
        ? Result.done(plugin)
        : Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + plugin + ".");
  }

  private static MigratingVersion.Request request(
      MigratingTenants.Request pins, MigrateVersion body) {
    return new MigratingVersion.Request(
        pins,
        body.deployment().map(it -> to -> it.toDomain(pins.pluginId(), to, pins.environment())));
  }

  /// A deployment is traced under the current span, not the request's.
  private static Origin here(ApiCall call) {
    return Origin.of(call.caller(), call.origin().requestId(), Traceparent.current());
  }

  private record Waved(PluginId plugin, Optional<Waves> waves) {}

  private static Result<Optional<Waves>> waves(MigrateVersion body) {
    return body.waves().filter(it -> !isPause(it.pause())).isEmpty()
        ? Result.done(body.waves().map(WavesView::toDomain))
        : Result.refused(
            Refusal.of(
                ErrorCode.INVALID_SETTINGS,
                "A pause between waves is too long, or is no time.",
                "/waves/pause",
                "a duration from PT0S to " + Waves.LONGEST_PAUSE,
                "Send for example PT10M."));
  }

  private static boolean isPause(String text) {
    try {
      var pause = Duration.parse(text);
      return !pause.isNegative() && pause.compareTo(Waves.LONGEST_PAUSE) <= 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static ApiAnswer answer(Started it) {
    var plan = it.plan().map(planned -> PlanView.of(planned, Optional.empty(), Optional.empty()));
    return ApiAnswer.accepted(
        MigrationView.of(it, plan), "/api/v1/bulk-changes/" + it.migration().job().id());
  }
}
