package io.hotswap.approvals;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.decision.Deciding;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.operations.RequestingApproval;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.Optional;
import java.util.UUID;

@Controller("/api/v1")
final class ApprovalRoutes {
  private final Approvals approvals;
  private final Deployments deployments;
  private final Deciding deciding;
  private final RequestingApproval requesting;

  ApprovalRoutes(
      Approvals approvals,
      Deployments deployments,
      Deciding deciding,
      RequestingApproval requesting) {
    this.approvals = approvals;
    this.deployments = deployments;
    this.deciding = deciding;
    this.requesting = requesting;
  }

  record Approve(Optional<String> reason) {}

  record Reject(String reason) {}

  record RequestApproval() {}

  @Get("/approvals")
  @Operation(Action.LIST_APPROVALS)
  HttpResponse<?> list(ApiCall call, @QueryValue Optional<ApprovalStatus> status) {
    return call.page(page -> Result.done(ApiAnswer.ok(listed(approvals.list(status, page)))));
  }

  @Get("/approvals/{id}")
  @Operation(Action.VIEW_APPROVAL)
  HttpResponse<?> view(ApiCall call, String id) {
    return call.answer(
        Parameters.uuid("id", id).then(this::found).map(it -> ApiAnswer.ok(view(it))));
  }

  @Post("/approvals/{id}/approve")
  @Operation(Action.APPROVE)
  HttpResponse<?> approve(ApiCall call, String id) {
    return call.change(
        Approve.class,
        (body, requestId) ->
            Parameters.uuid("id", id).then(it -> decide(call, it, true, body.reason())));
  }

  @Post("/approvals/{id}/reject")
  @Operation(Action.REJECT)
  HttpResponse<?> reject(ApiCall call, String id) {
    return call.change(
        Reject.class,
        (body, requestId) ->
            Parameters.uuid("id", id)
                .then(it -> decide(call, it, false, Optional.of(body.reason()))));
  }

  @Post("/deployments/{id}/approve")
  @Operation(Action.APPROVE_DEPLOYMENT)
  HttpResponse<?> approveDeployment(ApiCall call, String id) {
    return call.change(
        Approve.class,
        (body, requestId) ->
            Parameters.uuid("id", id)
                .then(it -> newest(new DeploymentId(it)))
                .then(it -> decide(call, it.id(), true, body.reason())));
  }

  @Post("/deployments/{id}/request-approval")
  @Operation(Action.REQUEST_APPROVAL)
  HttpResponse<?> request(ApiCall call, String id) {
    return call.change(
        RequestApproval.class,
        (body, requestId) ->
            Parameters.uuid("id", id)
                .then(it -> requesting.request(call.caller(), new DeploymentId(it), call.origin()))
                .map(it -> ApiAnswer.accepted(view(it), "/api/v1/approvals/" + it.id())));
  }

  private Result<ApiAnswer> decide(
      ApiCall call, UUID id, boolean approves, Optional<String> reason) {
    return deciding
        .decide(call.caller(), new Deciding.Request(id, approves, reason), call.origin())
        .map(it -> ApiAnswer.ok(view(it)));
  }

  private ApprovalView view(Approval it) {
    return deployments
        .find(it.deploymentId())
        .map(deployment -> ApprovalView.of(it, deployment))
        .orElseGet(() -> ApprovalView.of(it));
  }

  private Result<Approval> found(UUID id) {
    return approvals
        .find(id)
        .map(Result::done)
        .orElseGet(
            () -> Result.refused(ErrorCode.APPROVAL_NOT_FOUND, "There is no approval " + id));
  }

  private Result<Approval> newest(DeploymentId id) {
    return approvals
        .of(id)
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.APPROVAL_NOT_FOUND, "Deployment " + id + " needs no approval"));
  }

  private static ApprovalPage listed(Page<Approval> page) {
    return new ApprovalPage(
        page.items().stream().map(ApprovalView::of).toList(), page.next().map(Parameters::next));
  }
}
