package io.hotswap.deployments;

import io.hotswap.api.Answer;
import io.hotswap.api.Call;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deploying;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.deployment.Wish;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.Result;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
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
  private final RollingBack rollingBack;
  private final Deployments deployments;
  private final Filters filters;
  private final Telemetry telemetry;

  DeploymentRoutes(
      Deploying deploying,
      RollingBack rollingBack,
      Deployments deployments,
      Filters filters,
      Telemetry telemetry) {
    this.deploying = deploying;
    this.rollingBack = rollingBack;
    this.deployments = deployments;
    this.filters = filters;
    this.telemetry = telemetry;
  }

  record RollBackDeployment(Optional<String> reason, Optional<String> toVersion) {}

  @Post
  @Operation(Action.CREATE_DEPLOYMENT)
  HttpResponse<?> create(Call call) {
    return call.change(
        Wish.class, (wish, id) -> call.flag("dryRun") ? plan(call, wish) : deploy(call, wish, id));
  }

  @Get
  @Operation(Action.LIST_DEPLOYMENTS)
  HttpResponse<?> list(Call call) {
    return call.page(
        page -> {
          var filter = Filters.of(call);
          return filters
              .known(filter, deployments.list(filter, page))
              .map(it -> Answer.ok(listed(it, call)));
        });
  }

  @Get("/{id}")
  @Operation(Action.VIEW_DEPLOYMENT)
  HttpResponse<?> view(Call call, String id) {
    return call.answer(found(id).map(it -> Answer.ok(DeploymentView.of(it, call.shown()))));
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
    return call.answer(
        found(id).map(it -> Answer.ok(Map.of("items", rollbacks(it, call.shown())))));
  }

  private static List<RollbackView> rollbacks(Deployment deployment, Disclosure shown) {
    return deployment.rollbacks().reversed().stream()
        .map(it -> RollbackView.of(it, shown))
        .toList();
  }

  private Result<Answer> plan(Call call, Wish wish) {
    return deploying.plan(call.caller(), wish, here(call)).map(Answer::ok);
  }

  private Result<Answer> deploy(Call call, Wish wish, UUID id) {
    return telemetry.inSpan(
        "plugin.deploy",
        "",
        Map.of(
            "deployment.id", id.toString(),
            "plugin.version", wish.version().orElse(""),
            "environment", wish.environment(),
            "strategy", wish.strategy()),
        () ->
            deploying
                .deploy(
                    call.caller(), new Deploying.Request(new DeploymentId(id), wish), here(call))
                .map(it -> accepted(it, call)));
  }

  private Result<Answer> rollBack(
      Call call, DeploymentId id, RollBackDeployment body, UUID rollbackId) {
    var request = new RollingBack.Request(rollbackId, id, body.reason(), body.toVersion());
    return telemetry.inSpan(
        "plugin.rollback",
        "",
        Map.of("deployment.id", id.toString()),
        () ->
            rollingBack.rollBack(call.caller(), request, here(call)).map(it -> accepted(it, call)));
  }

  static Answer accepted(Deployment deployment, Call call) {
    try (var logged = LogFields.of(deployment)) {
      LOG.info("Accepted: {}", deployment.progress().phase());
    }
    return Answer.accepted(
        DeploymentView.of(deployment, call.shown()), "/api/v1/deployments/" + deployment.id());
  }

  /// The change belongs to the span that is current now, not to the request's.
  static Origin here(Call call) {
    return Origin.of(call.caller(), call.origin().requestId(), Traceparent.current());
  }

  private Result<Deployment> found(String id) {
    return Lookup.deployment(deployments, id);
  }

  private static DeploymentPage listed(Page<Deployment> page, Call call) {
    return new DeploymentPage(
        page.items().stream().map(it -> DeploymentView.of(it, call.shown())).toList(),
        page.next().map(Parameters::next));
  }
}
