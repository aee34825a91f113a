package io.hotswap.tenants.bulk;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.api.bulk.BulkJobView;
import io.hotswap.api.request.JsonLines;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.BulkJobs;
import io.hotswap.domain.tenant.bulk.BulkResult;
import io.hotswap.domain.tenant.bulk.StartingBulkJobs;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Changes of many tenants as one job.
@Controller("/api/v1")
final class BulkRoutes {
  private final ChangingTenantPlugins settings;
  private final StartingBulkJobs starting;
  private final BulkJobs jobs;

  BulkRoutes(ChangingTenantPlugins settings, StartingBulkJobs starting, BulkJobs jobs) {
    this.settings = settings;
    this.starting = starting;
    this.jobs = jobs;
  }

  record BulkResultPage(List<BulkResultView> items, Optional<String> next) {}

  record BulkResultView(
      int line, String tenantId, BulkResult.Outcome outcome, Optional<String> detail) {
    static BulkResultView of(BulkResult it) {
      var detail = Optional.of(it.detail()).filter(text -> !text.isEmpty());
      return new BulkResultView(it.line(), it.tenant(), it.outcome(), detail);
    }
  }

  @Post("/plugins/{id}/bulk-changes")
  @Consumes({MediaType.APPLICATION_JSON, JsonLines.MEDIA_TYPE})
  @Operation(Action.START_BULK_CHANGE)
  HttpResponse<?> start(
      ApiCall call,
      String id,
      @QueryValue Environment environment,
      @QueryValue(defaultValue = "false") boolean dryRun) {
    return call.change(
        BulkBody.class,
        (body, job) ->
            changeable(call, environment)
                .then(it -> decidable(call, body))
                .then(it -> settings.known(PluginId.parse(id)))
                .then(
                    plugin -> starting.start(request(call, job, environment, dryRun, plugin, body)))
                .map(it -> ApiAnswer.accepted(BulkJobView.of(it), location(it))));
  }

  private static Result<Environment> changeable(ApiCall call, Environment environment) {
    return Policy.refusalToChange(call.caller(), environment)
        .<Result<Environment>>map(Result::refused)
        .orElseGet(() -> Result.done(environment));
  }

  private static Result<BulkBody> decidable(ApiCall call, BulkBody body) {
    var lines = call.caller().is(Role.Admin) ? List.<Integer>of() : body.accessLines();
    return lines.isEmpty()
        ? Result.done(body)
        : Result.refused(
            Refusal.of(
                ErrorCode.NOT_ALLOWED,
                "Which plugins tenants may use is for Admins to decide. Nothing was changed.",
                "/changes/" + lines.getFirst() + "/access",
                "no access and no removeAccess",
                "Leave both out of all lines, or ask an Admin."));
  }

  private static StartingBulkJobs.Request request(
      ApiCall call,
      UUID id,
      Environment environment,
      boolean dryRun,
      PluginId plugin,
      BulkBody body) {
    return new StartingBulkJobs.Request(
        id, environment, plugin, body.reason(), dryRun, body.lines(), call.origin());
  }

  private static String location(BulkJob it) {
    return "/api/v1/bulk-changes/" + it.id();
  }

  @Get("/bulk-changes/{jobId}")
  @Operation(Action.VIEW_BULK_CHANGE)
  HttpResponse<?> view(ApiCall call, String jobId) {
    return call.answer(found(jobId).map(BulkJobView::of).map(ApiAnswer::ok));
  }

  @Delete("/bulk-changes/{jobId}")
  @Operation(Action.STOP_BULK_CHANGE)
  HttpResponse<?> stop(ApiCall call, String jobId) {
    return call.answer(
        found(jobId)
            .then(job -> changeable(call, job.environment()).map(it -> job))
            .then(it -> starting.stop(it, call.origin()))
            .map(BulkJobView::of)
            .map(ApiAnswer::ok));
  }

  @Get("/bulk-changes/{jobId}/results")
  @Operation(Action.LIST_BULK_RESULTS)
  HttpResponse<?> results(ApiCall call, String jobId) {
    return call.page(page -> found(jobId).then(it -> listed(it, page)).map(ApiAnswer::ok));
  }

  private Result<BulkResultPage> listed(BulkJob job, PageRequest page) {
    if (page.after().filter(it -> !it.matches("[0-9]{1,5}")).isPresent()) {
      return Parameters.noSuchPage();
    }
    var found = jobs.results(job, page).map(BulkResultView::of);
    return Result.done(new BulkResultPage(found.items(), found.next().map(Parameters::next)));
  }

  private Result<BulkJob> found(String jobId) {
    return Parameters.uuid("jobId", jobId)
        .then(
            it ->
                jobs.find(it)
                    .map(Result::done)
                    .orElseGet(
                        () ->
                            Result.refused(
                                ErrorCode.BULK_CHANGE_NOT_FOUND,
                                "There is no bulk change " + it + ", or none of this month.")));
  }
}
