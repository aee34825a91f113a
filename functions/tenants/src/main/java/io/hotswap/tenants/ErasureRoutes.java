package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.Erasures;
import io.hotswap.domain.tenant.erasure.StartingErasures;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.Map;
import java.util.UUID;

/// Erasure of all that is kept of a tenant, as a job.
@Controller("/api/v1")
final class ErasureRoutes {
  private final StartingErasures starting;
  private final Erasures erasures;

  ErasureRoutes(StartingErasures starting, Erasures erasures) {
    this.starting = starting;
    this.erasures = erasures;
  }

  record ErasureDryRun(String tenantId, Map<DataKind, Long> found) {}

  @Delete("/tenants/{tenantId}")
  @Operation(Action.DELETE_TENANT)
  HttpResponse<?> delete(
      ApiCall call, String tenantId, @QueryValue(defaultValue = "false") boolean dryRun) {
    return call.answer(
        Result.done(
            dryRun
                ? ApiAnswer.ok(new ErasureDryRun(tenantId, starting.found(tenantId)))
                : accepted(starting.start(UUID.randomUUID(), tenantId, call.origin()))));
  }

  private static ApiAnswer accepted(Erasure it) {
    return ApiAnswer.accepted(ErasureView.of(it), "/api/v1/erasures/" + it.id());
  }

  @Get("/erasures/{erasureId}")
  @Operation(Action.VIEW_ERASURE)
  HttpResponse<?> view(ApiCall call, String erasureId) {
    return call.answer(found(erasureId).map(ErasureView::of).map(ApiAnswer::ok));
  }

  private Result<Erasure> found(String erasureId) {
    return Parameters.uuid("erasureId", erasureId)
        .then(
            it ->
                erasures
                    .find(it)
                    .map(Result::done)
                    .orElseGet(
                        () ->
                            Result.refused(
                                ErrorCode.ERASURE_NOT_FOUND,
                                "There is no erasure "
                                    + it
                                    + ", or none of this month; its certificate is in the"
                                    + " audit.")));
  }
}
