package io.hotswap.deployments;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.deployments.wire.JudgedView;
import io.hotswap.deployments.wire.PlannedView;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.EvidenceStore;
import io.hotswap.domain.deployment.operations.IssuingPreviewTokens;
import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plan, verdicts and preview of a deployment.
@Controller("/api/v1/deployments/{id}")
final class EvidenceRoutes {
  private static final Duration PREVIEW = Duration.ofMinutes(15);
  static final int TENANTS = 1_000;

  private final DeploymentLookup lookup;
  private final AcceptanceSuites suites;
  private final EvidenceStore evidenceStore;
  private final IssuingPreviewTokens issuingPreviewTokens;
  private final PlanImpact impact;

  EvidenceRoutes(
      DeploymentLookup lookup,
      AcceptanceSuites suites,
      EvidenceStore evidenceStore,
      IssuingPreviewTokens issuingPreviewTokens,
      PlanImpact impact) {
    this.lookup = lookup;
    this.suites = suites;
    this.evidenceStore = evidenceStore;
    this.issuingPreviewTokens = issuingPreviewTokens;
    this.impact = impact;
  }

  record CreatePreviewToken(Optional<Duration> expiresIn) {}

  /// @param header name of the request header that carries the token
  record PreviewTokenView(String header, String token, Instant expiresAt) {}

  @Get("/plan")
  @Operation(Action.VIEW_PLAN)
  HttpResponse<?> plan(ApiCall call, String id) {
    return call.answer(found(call, id).map(it -> ApiAnswer.ok(planned(it, call.disclosure()))));
  }

  @Get("/verdicts")
  @Operation(Action.LIST_VERDICTS)
  HttpResponse<?> verdicts(ApiCall call, String id) {
    return call.answer(
        found(call, id).map(it -> ApiAnswer.ok(Map.of("items", verdicts(it, call.disclosure())))));
  }

  @Get("/verdicts/{number}")
  @Operation(Action.VIEW_VERDICT)
  HttpResponse<?> verdict(ApiCall call, String id, String number) {
    return call.page(
        TENANTS,
        page ->
            found(call, id)
                .then(it -> judged(it, Integer.parseInt(number), call.disclosure(), page))
                .map(ApiAnswer::ok));
  }

  @Post("/preview-token")
  @Operation(Action.CREATE_PREVIEW_TOKEN)
  HttpResponse<?> preview(ApiCall call, String id) {
    return call.change(
        CreatePreviewToken.class,
        (body, requestId) ->
            found(call, id)
                .then(
                    it ->
                        issuingPreviewTokens.issue(
                            call.caller(), it.id(), body.expiresIn().orElse(PREVIEW)))
                .map(
                    it ->
                        ApiAnswer.created(
                            new PreviewTokenView(it.header(), it.token(), it.expiresAt()))));
  }

  private static List<JudgedView> verdicts(Deployment deployment, Disclosure shown) {
    return deployment.rolloutState().verdicts().stream()
        .map(it -> JudgedView.of(it, shown))
        .toList();
  }

  private PlannedView planned(Deployment it, Disclosure shown) {
    Optional<AcceptanceSuite> suite =
        shown
            .operations(it.request().strategy().staging().acceptance())
            .filter(cases -> cases.cases() > 0);
    return PlannedView.of(
        it.request().plan(), impact.of(it), impact.isolation(it), suite.map(suites::find));
  }

  /// @param number of the verdict, 1 for the first
  private Result<JudgedView.WithEvidence> judged(
      Deployment deployment, int number, Disclosure shown, PageRequest tenants) {
    var verdicts = deployment.rolloutState().verdicts();
    if (number < 1 || number > verdicts.size()) {
      return Result.refused(
          ErrorCode.VERDICT_NOT_FOUND,
          "Deployment " + deployment.id() + " has " + verdicts.size() + " verdicts");
    }
    var judged = verdicts.get(number - 1);
    return Result.done(
        JudgedView.WithEvidence.of(
            judged, () -> evidenceStore.find(judged.evidence()), shown, tenants));
  }

  private Result<Deployment> found(ApiCall call, String id) {
    return lookup.deployment(call, id);
  }
}
