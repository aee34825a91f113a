package io.hotswap.deployments;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.deployments.wire.RollbackView;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackPlugin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Rollback by plugin and environment, without the id of a deployment.
@Controller("/api/v1/plugins/{id}/environments/{environment}")
final class PluginRollbackRoutes {
  private final RollingBackPlugin rollback;
  private final Releases releases;
  private final Telemetry telemetry;

  PluginRollbackRoutes(RollingBackPlugin rollback, Releases releases, Telemetry telemetry) {
    this.rollback = rollback;
    this.releases = releases;
    this.telemetry = telemetry;
  }

  record RollBackPlugin(
      Optional<String> reason,
      Optional<String> fromVersion,
      Optional<String> toVersion,
      Optional<String> toRelease) {}

  /// @param message the version it returns to, in a sentence
  record PluginRollbackView(
      String message,
      DeploymentId deploymentId,
      String pluginName,
      Environment environment,
      RollbackView rollback) {
    static PluginRollbackView of(Deployment it, Disclosure shown) {
      var rollback = it.lastRollback().orElseThrow();
      var message =
          "%s in %s goes back from %s to %s"
              .formatted(
                  it.pluginName(),
                  it.environment(),
                  rollback.fromRelease(),
                  rollback.toRelease().orElse("no version, as before"));
      return new PluginRollbackView(
          message, it.id(), it.pluginName(), it.environment(), RollbackView.of(rollback, shown));
    }
  }

  @Post("/rollback")
  @Operation(Action.ROLL_BACK_PLUGIN)
  HttpResponse<?> rollBack(ApiCall call, String id, Environment environment) {
    return call.change(
        RollBackPlugin.class,
        (body, rollbackId) ->
            plugin(id).then(it -> rollBack(call, it, environment, body, rollbackId)));
  }

  private Result<ApiAnswer> rollBack(
      ApiCall call,
      PluginId plugin,
      Environment environment,
      RollBackPlugin body,
      UUID rollbackId) {
    var request =
        new RollingBackPlugin.Request(
            rollbackId,
            plugin,
            environment,
            body.reason(),
            body.fromVersion(),
            new RollbackTarget(body.toVersion(), body.toRelease()));
    return telemetry.inSpan(
        "plugin.rollback",
        "",
        Map.of("plugin.id", plugin.toString(), "environment", environment.name()),
        () ->
            rollback
                .rollBack(call.caller(), request, DeploymentRoutes.here(call))
                .map(
                    it ->
                        ApiAnswer.accepted(
                            PluginRollbackView.of(it, call.disclosure()),
                            "/api/v1/deployments/" + it.id())));
  }

  private Result<PluginId> plugin(String id) {
    var plugin = PluginId.parse(id);
    return releases.pluginName(plugin).isPresent()
        ? Result.done(plugin)
        : Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + id);
  }
}
