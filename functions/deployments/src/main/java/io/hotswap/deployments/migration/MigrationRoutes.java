package io.hotswap.tenants.bulk;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.bulk.MigratingTenants;
import io.hotswap.domain.tenant.bulk.MigratingTenants.Migration;
import io.hotswap.domain.tenant.bulk.Waves;
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
  private final ChangingTenantPlugins settings;
  private final MigratingTenants migrating;
  private final RoutingDocuments routing;

  MigrationRoutes(
      ChangingTenantPlugins settings, MigratingTenants migrating, RoutingDocuments routing) {
    this.settings = settings;
    this.migrating = migrating;
    this.routing = routing;
  }

  record MigrateVersion(
      String reason, Optional<String> to, Optional<String> movedBy, Optional<WavesView> waves) {}

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
            BulkRoutes.changeable(call, environment)
                .then(it -> settings.known(PluginId.parse(id)))
                .then(plugin -> waves(body).map(it -> new Waved(plugin, it)))
                .then(
                    it ->
                        migrating.migrate(
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
                                call.origin())))
                .map(this::answer));
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

  private ApiAnswer answer(Migration it) {
    var serves =
        routing
            .current(it.job().pluginId(), it.job().environment())
            .flatMap(RoutingDocument::defaultVersion);
    return ApiAnswer.accepted(
        MigrationView.of(it, serves), "/api/v1/bulk-changes/" + it.job().id());
  }
}
