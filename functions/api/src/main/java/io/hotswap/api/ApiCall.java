package io.hotswap.api;

import io.hotswap.api.request.PayloadSize;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.idempotency.AnsweringOnce;
import io.hotswap.domain.idempotency.RequestKey;
import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/// An authenticated and authorized request. Controllers take it as a parameter and answer through
/// it.
public final class ApiCall {
  private final HttpRequest<?> request;
  private final Action action;
  private final Caller caller;
  private final Origin origin;
  private final RequestBodies requestBodies;
  private final AnsweringOnce answeringOnce;

  ApiCall(
      HttpRequest<?> request,
      Action action,
      Caller caller,
      Origin origin,
      RequestBodies requestBodies,
      AnsweringOnce answeringOnce) {
    this.request = request;
    this.action = action;
    this.caller = caller;
    this.origin = origin;
    this.requestBodies = requestBodies;
    this.answeringOnce = answeringOnce;
  }

  public Action action() {
    return action;
  }

  public Caller caller() {
    return caller;
  }

  /// How much of stored records the caller may see.
  public Disclosure disclosure() {
    return Disclosure.to(caller);
  }

  /// For audit records: the caller, request and trace.
  public Origin origin() {
    return origin;
  }

  /// For lists: runs `work` with the checked parameters `limit` and `next`.
  public HttpResponse<?> page(Function<PageRequest, Result<ApiAnswer>> work) {
    return page(Parameters.LIMIT, work);
  }

  /// The same with another default of `limit`. A page that is too large for Lambda is made again
  /// with half as many items.
  public HttpResponse<?> page(int limit, Function<PageRequest, Result<ApiAnswer>> work) {
    return switch (Parameters.page(request.getParameters(), limit)) {
      case Result.Done<PageRequest>(var page) -> Responses.http(fitting(page, work));
      case Result.Refused<PageRequest>(var refusal) -> Responses.http(refusal, requestIds());
    };
  }

  private StoredAnswer fitting(PageRequest page, Function<PageRequest, Result<ApiAnswer>> work) {
    var answer = stored(work.apply(page));
    return page.limit() == 1 || PayloadSize.fits(answer.body())
        ? answer
        : fitting(page.half(), work);
  }

  /// A query parameter that is an ISO 8601 duration, or the default.
  public Result<Duration> duration(String name, Duration otherwise, Duration least, Duration most) {
    return Parameters.duration(name, request.getParameters(), otherwise, least, most);
  }

  /// The revision in `If-Match`; empty when the caller expects none.
  public Result<Optional<Long>> expectedRevision() {
    return Parameters.revision(request.getHeaders());
  }

  /// For operations without a body.
  public HttpResponse<?> answer(Result<ApiAnswer> result) {
    return Responses.http(stored(result));
  }

  /// For operations with a body: it is checked against the operation's schema in the OpenAPI
  /// document, bound to a record, and executed once per `Idempotency-Key`.
  ///
  /// @param work receives the body and an id for the resource it creates. The id is the same when a
  ///   request is executed again after a crash, so the work finds its own record.
  public <B> HttpResponse<?> change(Class<B> type, BiFunction<B, UUID, Result<ApiAnswer>> work) {
    var answer =
        requestBodies
            .read(request, action, type)
            .then(
                body ->
                    carryOut(
                        Parameters.idempotencyKey(request.getHeaders()),
                        id -> work.apply(body, id)));
    return switch (answer) {
      case Result.Done<StoredAnswer>(var done) -> Responses.http(done);
      case Result.Refused<StoredAnswer>(var refusal) -> Responses.http(refusal, requestIds());
    };
  }

  private Result<StoredAnswer> carryOut(
      Optional<String> key, Function<UUID, Result<ApiAnswer>> work) {
    Function<UUID, StoredAnswer> stored = id -> stored(work.apply(id));
    if (key.isEmpty()) {
      return Result.done(stored.apply(UUID.randomUUID()));
    }
    var requestKey = new RequestKey(caller.subject(), action.operationId(), key.get());
    return answeringOnce
        .answer(requestKey, RequestBodies.hash(request), stored)
        .map(ApiCall::markedAsReplayed);
  }

  private StoredAnswer stored(Result<ApiAnswer> result) {
    var path = RequestIds.event(request).getPath();
    return Responses.of(result.map(it -> it.relativeTo(path)), requestIds());
  }

  private static StoredAnswer markedAsReplayed(AnsweringOnce.Answer answer) {
    if (!answer.replayed()) {
      return answer.answer();
    }
    Map<String, String> headers = new HashMap<>(answer.answer().headers());
    headers.put("Idempotent-Replayed", "true");
    return new StoredAnswer(answer.answer().status(), headers, answer.answer().body());
  }

  private RequestIds requestIds() {
    return new RequestIds(origin.requestId(), origin.traceparent());
  }
}
