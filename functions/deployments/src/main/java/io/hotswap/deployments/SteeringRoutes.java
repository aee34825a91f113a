package io.hotswap.deployments;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.operations.Steering.Command;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Pause, resume, promote and abort of a deployment in progress.
@Controller("/api/v1/deployments/{id}")
final class SteeringRoutes {
  private final Steering steering;
  private final Telemetry telemetry;

  SteeringRoutes(Steering steering, Telemetry telemetry) {
    this.steering = steering;
    this.telemetry = telemetry;
  }

  record Steer(Optional<String> reason) {}

  @Post("/pause")
  @Operation(Action.PAUSE_DEPLOYMENT)
  HttpResponse<?> pause(ApiCall call, String id) {
    return steered(call, id, Command.Pause);
  }

  @Post("/resume")
  @Operation(Action.RESUME_DEPLOYMENT)
  HttpResponse<?> resume(ApiCall call, String id) {
    return steered(call, id, Command.Resume);
  }

  @Post("/promote")
  @Operation(Action.PROMOTE_DEPLOYMENT)
  HttpResponse<?> promote(ApiCall call, String id) {
    return steered(call, id, Command.Promote);
  }

  @Post("/abort")
  @Operation(Action.ABORT_DEPLOYMENT)
  HttpResponse<?> abort(ApiCall call, String id) {
    return steered(call, id, Command.Abort);
  }

  private HttpResponse<?> steered(ApiCall call, String id, Command command) {
    return call.change(
        Steer.class,
        (body, requestId) ->
            Parameters.uuid("id", id).then(it -> steer(call, it, command, body, requestId)));
  }

  private Result<ApiAnswer> steer(
      ApiCall call, UUID id, Command command, Steer body, UUID requestId) {
    var request = new Steering.Request(requestId, new DeploymentId(id), command, body.reason());
    return telemetry.inSpan(
        "plugin." + command.name().toLowerCase(Locale.ROOT),
        "",
        Map.of("deployment.id", id.toString()),
        () ->
            steering
                .steer(call.caller(), request, DeploymentRoutes.here(call))
                .map(it -> DeploymentRoutes.accepted(it, call)));
  }
}
