package io.hotswap.deployments;

import io.hotswap.api.Answer;
import io.hotswap.api.Call;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deploying;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Controller("/api/v1/deployments")
final class DeploymentRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentRoutes.class);

  private final Deploying deploying;
  private final RollingBack rollingBack;
  private final Deployments deployments;
  private final Traces traces;

  DeploymentRoutes(
      Deploying deploying, RollingBack rollingBack, Deployments deployments, Traces traces) {
    this.deploying = deploying;
    this.rollingBack = rollingBack;
    this.deployments = deployments;
    this.traces = traces;
  }

  record CreateDeployment(String pluginId, String version, String environment, String strategy) {}

  record RollBackDeployment(Optional<String> reason) {}

  @Post
  @Operation(Action.CREATE_DEPLOYMENT)
  HttpResponse<?> create(Call call) {
    return call.change(CreateDeployment.class, (body, id) -> deploy(call, body, id));
  }

  @Get
  @Operation(Action.LIST_DEPLOYMENTS)
  HttpResponse<?> list(Call call) {
    return call.page(page -> Result.done(Answer.ok(listed(deployments.list(page)))));
  }

  @Get("/{id}")
  @Operation(Action.VIEW_DEPLOYMENT)
  HttpResponse<?> view(Call call, String id) {
    return call.answer(found(id).map(it -> Answer.ok(DeploymentView.of(it))));
  }

  @Post("/{id}/rollback")
  @Operation(Action.ROLL_BACK_DEPLOYMENT)
  HttpResponse<?> rollBack(Call call, String id) {
    return call.change(
        RollBackDeployment.class,
        (body, rollbackId) ->
            Parameters.uuid("id", id)
                .then(it -> rollBack(call, new DeploymentId(it), body, rollbackId)));
  }

  @Get("/{id}/rollback-history")
  @Operation(Action.VIEW_ROLLBACK_HISTORY)
  HttpResponse<?> rollbackHistory(Call call, String id) {
    return call.answer(found(id).map(it -> Answer.ok(Map.of("items", it.rollbacks().reversed()))));
  }

  private Result<Answer> deploy(Call call, CreateDeployment body, UUID id) {
    var request =
        new Deploying.Request(
            new DeploymentId(id),
            body.pluginId(),
            body.version(),
            body.environment(),
            body.strategy());
    return traces.span(
        "plugin.deploy",
        "",
        Map.of(
            "deployment.id", id.toString(),
            "plugin.version", body.version(),
            "environment", body.environment(),
            "strategy", body.strategy()),
        () -> deploying.deploy(call.caller(), request, here(call)).map(this::accepted));
  }

  private Result<Answer> rollBack(
      Call call, DeploymentId id, RollBackDeployment body, UUID rollbackId) {
    var request = new RollingBack.Request(rollbackId, id, body.reason());
    return traces.span(
        "plugin.rollback",
        "",
        Map.of("deployment.id", id.toString()),
        () -> rollingBack.rollBack(call.caller(), request, here(call)).map(this::accepted));
  }

  private Answer accepted(Deployment deployment) {
    try (var logged = Traces.logged(deployment)) {
      LOG.info("Accepted: {}", deployment.progress().phase());
    }
    return Answer.accepted(DeploymentView.of(deployment), "/api/v1/deployments/" + deployment.id());
  }

  /// The change belongs to the span that is current now, not to the request's.
  private static Origin here(Call call) {
    return Origin.of(call.caller(), call.origin().requestId(), Traceparent.current());
  }

  private Result<Deployment> found(String id) {
    return Parameters.uuid("id", id)
        .then(
            it ->
                deployments
                    .find(new DeploymentId(it))
                    .map(Result::done)
                    .orElseGet(
                        () ->
                            Result.refused(
                                ErrorCode.DEPLOYMENT_NOT_FOUND, "There is no deployment " + it)));
  }

  private static DeploymentPage listed(Page<Deployment> page) {
    return new DeploymentPage(
        page.items().stream().map(DeploymentView::of).toList(), page.next().map(Parameters::next));
  }
}
