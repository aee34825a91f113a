package io.hotswap.api;

import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.idempotency.AnsweringOnce;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.identity.TokenVerifier;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import org.jspecify.annotations.Nullable;

/// Admits a request when its token is valid, the policy table allows the caller the operation's
/// action, and its parameters match openapi.yaml.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AuthFilter {
  static final String CALL = "hotswap.call";

  private final TokenVerifier tokens;
  private final RequestBodies requestBodies;
  private final AnsweringOnce answeringOnce;
  private final DeclaredParameters parameters;
  private final RefusalCounter refusals;

  AuthFilter(
      TokenVerifier tokens,
      RequestBodies requestBodies,
      AnsweringOnce answeringOnce,
      DeclaredParameters parameters,
      RefusalCounter refusals) {
    this.refusals = refusals;
    this.tokens = tokens;
    this.parameters = parameters;
    this.requestBodies = requestBodies;
    this.answeringOnce = answeringOnce;
  }

  /// Null admits the request.
  @RequestFilter
  @Nullable HttpResponse<?> admit(HttpRequest<?> request) {
    var route = RouteAttributes.getRouteMatch(request);
    if (route.isEmpty()) {
      return null;
    }
    var ids = RequestIds.of(request);
    var action =
        route
            .get()
            .getAnnotationMetadata()
            .enumValue(Operation.class, Action.class)
            .orElseThrow(() -> new IllegalStateException("A route without @Operation: " + request));
    var path = route.get().getVariableValues();
    var admitted =
        admitted(request, action).then(it -> parameters.check(request, path, action, it));
    return switch (admitted) {
      case Result.Done<Caller>(var caller) -> {
        var origin = Origin.of(caller, ids.requestId(), ids.traceparent());
        request.setAttribute(
            CALL, new ApiCall(request, action, caller, origin, requestBodies, answeringOnce));
        yield null;
      }
      case Result.Refused<Caller>(var refusal) -> Responses.http(refusal, ids);
    };
  }

  /// Whom the policy table admits, an operation may refuse all the same: another tenant's owner.
  @ResponseFilter
  void count(HttpRequest<?> request, HttpResponse<?> response) {
    if (response.code() == HttpStatus.FORBIDDEN.getCode()) {
      request
          .getAttribute(CALL, ApiCall.class)
          .ifPresent(it -> refusals.count(it.caller(), it.action()));
    }
  }

  private Result<Caller> admitted(HttpRequest<?> request, Action action) {
    return tokens
        .verify(request.getHeaders().getAuthorization().orElse(""))
        .then(token -> allowed(token.caller(), action));
  }

  private Result<Caller> allowed(Caller caller, Action action) {
    if (Policy.allows(caller, action)) {
      return Result.done(caller);
    }
    refusals.count(caller, action);
    return Result.refused(
        Refusal.of(
            ErrorCode.NOT_ALLOWED,
            "%s may not %s: it takes one of the roles %s."
                .formatted(caller.name(), action.operationId(), Policy.rolesFor(action))));
  }
}
