package io.hotswap.deployments;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.deployments.wire.DeploymentBody;
import io.hotswap.deployments.wire.PlanView;
import io.hotswap.deployments.wire.RollbackView;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.Result;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Controller("/api/v1/deployments")
final class DeploymentRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentRoutes.class);

  private final Deploying deploying;
  private final RollingBackDeployment rollingBackDeployment;
  private final Deployments deployments;
  private final DeploymentLookup lookup;
  private final DeploymentFilters deploymentFilters;
  private final PlanImpact impact;
  private final Telemetry telemetry;

  DeploymentRoutes(
      Deploying deploying,
      RollingBackDeployment rollingBackDeployment,
      Deployments deployments,
      DeploymentLookup lookup,
      DeploymentFilters deploymentFilters,
      PlanImpact impact,
      Telemetry telemetry) {
    this.deploying = deploying;
    this.rollingBackDeployment = rollingBackDeployment;
    this.deployments = deployments;
    this.lookup = lookup;
    this.deploymentFilters = deploymentFilters;
    this.impact = impact;
    this.telemetry = telemetry;
  }

  record RollBackDeployment(
      Optional<String> reason, Optional<String> toVersion, Optional<String> toRelease) {}

  @Post
  @Operation(Action.CREATE_DEPLOYMENT)
  HttpResponse<?> create(ApiCall call, @QueryValue(defaultValue = "false") boolean dryRun) {
    return call.change(
        DeploymentBody.class,
        (body, id) -> {
          var spec = body.toDomain();
          return dryRun ? plan(call, spec) : deploy(call, spec, id);
        });
  }

  @Get
  @Operation(Action.LIST_DEPLOYMENTS)
  HttpResponse<?> list(
      ApiCall call,
      @QueryValue Optional<String> plugin,
      @QueryValue Optional<Environment> environment,
      @QueryValue Optional<DeploymentStatus> status) {
    var filter = new DeploymentFilter(plugin.map(PluginId::parse), environment, status);
    return call.page(
        page ->
            deploymentFilters
                .refusingUnknownPlugin(
                    call, filter, lookup.shown(call, deployments.list(filter, page)))
                .map(it -> ApiAnswer.ok(listed(it, call))));
  }

  @Get("/{id}")
  @Operation(Action.VIEW_DEPLOYMENT)
  HttpResponse<?> view(ApiCall call, String id) {
    return call.answer(
        found(call, id).map(it -> ApiAnswer.ok(DeploymentView.of(it, call.disclosure()))));
  }

  @Post("/{id}/rollback")
  @Operation(Action.ROLL_BACK_DEPLOYMENT)
  HttpResponse<?> rollBack(ApiCall call, String id) {
    return call.change(
        RollBackDeployment.class,
        (body, rollbackId) ->
            Parameters.uuid("id", id)
                .then(it -> rollBack(call, new DeploymentId(it), body, rollbackId)));
  }

  @Get("/{id}/rollback-history")
  @Operation(Action.VIEW_ROLLBACK_HISTORY)
  HttpResponse<?> rollbackHistory(ApiCall call, String id) {
    return call.answer(
        found(call, id).map(it -> ApiAnswer.ok(Map.of("items", rollbacks(it, call.disclosure())))));
  }

  private static List<RollbackView> rollbacks(Deployment deployment, Disclosure shown) {
    return deployment.rollbacks().reversed().stream()
        .map(it -> RollbackView.of(it, shown))
        .toList();
  }

  private Result<ApiAnswer> plan(ApiCall call, DeploymentSpec spec) {
    return deploying
        .plan(call.caller(), spec, here(call))
        .map(it -> ApiAnswer.ok(PlanView.of(it, impact.of(it, spec), impact.isolation(spec))));
  }

  private Result<ApiAnswer> deploy(ApiCall call, DeploymentSpec spec, UUID id) {
    return telemetry.inSpan(
        "plugin.deploy",
        "",
        Map.of(
            "deployment.id", id.toString(),
            "plugin.version", spec.version().orElse(""),
            "environment", spec.environment(),
            "strategy", spec.strategy()),
        () ->
            deploying
                .deploy(
                    call.caller(), new Deploying.Request(new DeploymentId(id), spec), here(call))
                .map(it -> accepted(it, call)));
  }

  private Result<ApiAnswer> rollBack(
      ApiCall call, DeploymentId id, RollBackDeployment body, UUID rollbackId) {
    var request =
        new RollingBackDeployment.Request(
            rollbackId, id, body.reason(), new RollbackTarget(body.toVersion(), body.toRelease()));
    return telemetry.inSpan(
        "plugin.rollback",
        "",
        Map.of("deployment.id", id.toString()),
        () ->
            rollingBackDeployment
                .rollBack(call.caller(), request, here(call))
                .map(it -> accepted(it, call)));
  }

  static ApiAnswer accepted(Deployment deployment, ApiCall call) {
    try (var logged = LogFields.of(deployment)) {
      LOG.info("Accepted: {}", deployment.progress().phase());
    }
    return ApiAnswer.accepted(
        DeploymentView.of(deployment, call.disclosure()), "/api/v1/deployments/" + deployment.id());
  }

  /// The change is traced under the current span, not the request's.
  static Origin here(ApiCall call) {
    return Origin.of(call.caller(), call.origin().requestId(), Traceparent.current());
  }

  private Result<Deployment> found(ApiCall call, String id) {
    return lookup.deployment(call, id);
  }

  private static DeploymentPage listed(Page<Deployment> page, ApiCall call) {
    return new DeploymentPage(
        page.items().stream().map(it -> DeploymentView.of(it, call.disclosure())).toList(),
        page.next().map(Parameters::next));
  }
}
