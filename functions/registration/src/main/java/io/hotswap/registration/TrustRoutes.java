package io.hotswap.registration;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.domain.trust.IsolationPolicy;
import io.hotswap.domain.trust.ManagingTrust;
import io.hotswap.domain.trust.ManagingTrust.PublisherSpec;
import io.hotswap.domain.trust.OnServing;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustDocument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whom the stack trusts to sign plugins.
@Controller("/api/v1")
final class TrustRoutes {
  private final ManagingTrust managing;

  TrustRoutes(ManagingTrust managing) {
    this.managing = managing;
  }

  record SetPublisher(List<String> plugins, Optional<Boolean> signedOnly, List<String> anchors) {}

  record SetTrust(
      Optional<Map<Environment, SignaturePolicy>> policies,
      Optional<Map<Environment, SetIsolation>> isolation,
      Optional<List<String>> timestampAuthorities) {}

  record SetIsolation(Optional<List<String>> sharing, IsolationLevel others) {
    IsolationPolicy policy() {
      return new IsolationPolicy(Set.copyOf(sharing.orElse(List.of())), others);
    }
  }

  /// @param from a time whose form was checked
  record RevokeCertificate(
      String fingerprint, Optional<String> from, String reason, Optional<OnServing> onServing) {}

  @Get("/trust")
  @Operation(Action.VIEW_TRUST)
  HttpResponse<?> view(ApiCall call) {
    return call.answer(answer(Result.done(managing.current())));
  }

  @Put("/trust")
  @Operation(Action.SET_TRUST)
  HttpResponse<?> set(ApiCall call) {
    return call.change(
        SetTrust.class,
        (body, id) ->
            answer(
                managing.set(
                    body.policies().orElse(Map.of()),
                    isolation(body),
                    body.timestampAuthorities(),
                    call.origin())));
  }

  private static Map<Environment, IsolationPolicy> isolation(SetTrust body) {
    return body.isolation().orElse(Map.of()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().policy()));
  }

  @Put("/publishers/{publisher}")
  @Operation(Action.SET_PUBLISHER)
  HttpResponse<?> setPublisher(ApiCall call, String publisher) {
    return call.change(
        SetPublisher.class,
        (body, id) ->
            answer(
                managing.setPublisher(
                    new PublisherSpec(
                        publisher, body.plugins(), body.signedOnly().orElse(true), body.anchors()),
                    call.origin())));
  }

  @Post("/trust/revocations")
  @Operation(Action.REVOKE_CERTIFICATE)
  HttpResponse<?> revoke(ApiCall call) {
    return call.change(
        RevokeCertificate.class,
        (body, id) ->
            answer(
                managing.revoke(
                    hex(body.fingerprint()),
                    body.from().map(Instant::parse),
                    body.reason(),
                    body.onServing().orElse(OnServing.Report),
                    call.origin())));
  }

  private static Result<ApiAnswer> answer(Result<TrustDocument> trust) {
    return trust.map(TrustView::of).map(ApiAnswer::ok);
  }

  private static String hex(String fingerprint) {
    return Digest.parse(fingerprint).hex();
  }
}
