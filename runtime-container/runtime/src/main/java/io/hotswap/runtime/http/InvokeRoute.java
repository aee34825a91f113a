package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.access.TenantAccess;
import io.hotswap.runtime.caching.ColdStarts;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.calling.NotBegunCause;
import io.hotswap.runtime.forwarding.CallForwarder;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.RequestDecision;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.spi.Call;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /api/v1/plugins/{plugin}/invoke/{operation}`: token, route, call, answer.
public final class InvokeRoute {
  private static final Logger LOG = LoggerFactory.getLogger(InvokeRoute.class);
  private static final Duration QUARANTINED = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

  private final TenantAccess access;
  private final RouteTable routeTable;
  private final Calling calling;
  private final ColdStarts coldStarts;
  private final HttpForwarding httpForwarding;
  private final NodeMetrics metrics;
  private final CallAnswers answers;

  public InvokeRoute(
      TenantAccess access,
      RouteTable routeTable,
      Calling calling,
      ColdStarts coldStarts,
      CallForwarder callForwarder,
      NodeMetrics metrics,
      String nodeId) {
    this.access = access;
    this.routeTable = routeTable;
    this.calling = calling;
    this.coldStarts = coldStarts;
    this.httpForwarding = new HttpForwarding(callForwarder, routeTable, nodeId);
    this.metrics = metrics;
    this.answers = new CallAnswers(new ResponseHeader(ResponseHeader.NODE, nodeId), routeTable);
  }

  /// Decides on a call before its body is read.
  void admit(
      String plugin, String operation, InboundRequest head, Consumer<RequestDecision> decided) {
    access.tenant(
        head.header(ResponseHeader.AUTHORIZATION),
        head.header(ResponseHeader.TENANT),
        result ->
            decided.accept(
                switch (result) {
                  case Result.Done<String>(String tenant) ->
                      new RequestDecision.Accepted(
                          tenant,
                          (request, answer) ->
                              begin(
                                  new ArrivedCall(
                                      plugin,
                                      operation,
                                      tenant,
                                      request,
                                      answer,
                                      !HttpForwarding.mayForward(request))));
                  case Result.Refused<String>(Refusal refusal) ->
                      new RequestDecision.Refused(RefusalMessages.byAccess(refusal, head));
                }));
  }

  private void begin(ArrivedCall call) {
    try {
      route(call);
    } catch (RuntimeException | Error fault) {
      fail(call, fault);
    }
  }

  private static void fail(ArrivedCall call, Throwable fault) {
    LOG.error("A call of {} failed in the node", call.plugin(), fault);
    call.answer().accept(HttpProblem.fault(call.request()));
  }

  private void route(ArrivedCall call) {
    switch (target(call)) {
      case RouteResult.Entered entered -> {
        call(call, entered, calling.timeout());
        metrics.cache().hit();
      }
      case RouteResult.Cold cold -> {
        metrics.cache().missed();
        startCold(call, cold, deadline());
      }
      case RouteResult.Ejected _ -> {
        long deadline = deadline();
        forward(call, deadline, () -> resume(call.asLocalOnly(), deadline));
      }
      case RouteResult.Refusing refusing -> refuse(call, refusing, deadline());
    }
  }

  /// The deadline of a call that arrives now, on the scale of `System.nanoTime()`.
  private long deadline() {
    return System.nanoTime() + calling.timeout().toNanos();
  }

  /// Forwards the call to another node.
  ///
  /// @param otherwise continues here, when no other node has begun it
  private void forward(ArrivedCall call, long deadline, Runnable otherwise) {
    waiting(
        call,
        () -> httpForwarding.answer(call.tenant(), call.plugin(), call.request(), deadline),
        answer -> answer.ifPresentOrElse(call.answer(), otherwise));
  }

  /// Counts a waiting call as in flight until it continues or fails.
  private <T> void waiting(
      ArrivedCall call, Supplier<CompletableFuture<T>> awaited, Consumer<T> then) {
    var waited = calling.countWaiting();
    CompletableFuture<T> coming;
    try {
      coming = awaited.get();
    } catch (RuntimeException | Error fault) {
      waited.run();
      throw fault;
    }
    var _ =
        coming
            .thenAccept(then)
            .whenComplete(
                (_, fault) -> {
                  waited.run();
                  if (fault != null) {
                    fail(call, fault);
                  }
                });
  }

  private RouteResult target(ArrivedCall call) {
    var preview = call.request().headers().get(ResponseHeader.PREVIEW);
    int bytes = call.request().body().length;
    return preview == null
        ? routeTable.route(call.plugin(), call.tenant(), call.localOnly(), bytes)
        : routeTable.preview(call.plugin(), call.tenant(), preview, call.localOnly(), bytes);
  }

  /// Continues when the version is up, without a thread that waits.
  ///
  /// @param deadline of the call, on the scale of `System.nanoTime()`
  private void startCold(ArrivedCall call, RouteResult.Cold cold, long deadline) {
    var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    waiting(
        call,
        () -> coldStarts.begin(cold.pluginId(), cold.version(), left),
        coldStart -> resume(call, coldStart, deadline));
  }

  private void resume(ArrivedCall call, ColdStarts.ColdStart coldStart, long deadline) {
    if (coldStart instanceof ColdStarts.ColdStart.Unavailable(String sentence, Duration retry)) {
      refuse(call, sentence, retry, deadline);
      return;
    }
    resume(call, deadline);
  }

  private void resume(ArrivedCall call, long deadline) {
    switch (target(call)) {
      case RouteResult.Entered entered ->
          call(call, entered, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      case RouteResult.Cold again when System.nanoTime() - deadline < 0 ->
          startCold(call, again, deadline);
      case RouteResult.Cold again ->
          refuse(call, again.version() + " did not come up in time", SOON, deadline);
      case RouteResult.Ejected _ ->
          forward(call, deadline, () -> resume(call.asLocalOnly(), deadline));
      case RouteResult.Refusing refusing -> refuse(call, refusing, deadline);
    }
  }

  /// A version that does not come up here may be up on another node.
  private void refuse(ArrivedCall call, String why, Duration retry, long deadline) {
    var refusal =
        Refusal.of(
            ErrorCode.NOT_READY,
            "Plugin " + call.plugin() + " takes no calls on this node now: " + why + ".");
    if (call.localOnly()) {
      refuse(call, refusal, retry);
    } else {
      forward(call, deadline, () -> refuse(call, refusal, retry));
    }
  }

  private void refuse(ArrivedCall call, RouteResult.Refusing refusing, long deadline) {
    boolean isOfThisNode =
        refusing instanceof RouteResult.Quarantined || refusing instanceof RouteResult.NotReady;
    if (isOfThisNode && !call.localOnly()) {
      forward(call, deadline, () -> refuse(call, refusing));
    } else {
      refuse(call, refusing);
    }
  }

  private void refuse(ArrivedCall call, RouteResult.Refusing refusing) {
    var refusal = RefusalMessages.because(refusing, call.plugin(), call.tenant());
    if (refusing instanceof RouteResult.OverQuota(String plugin, Allowance.Exhausted why)) {
      metrics.overQuota(plugin, why.limit());
      call.answer().accept(answers.overQuota(refusal, call.request().traceparent(), why));
    } else {
      boolean quarantined = refusing instanceof RouteResult.Quarantined;
      refuse(call, refusal, quarantined ? QUARANTINED : Duration.ZERO);
    }
  }

  /// @param retry pause before a retry makes sense; zero when it is unknown
  private void refuse(ArrivedCall call, Refusal refusal, Duration retry) {
    call.answer().accept(answers.refused(refusal, call.request().traceparent(), retry));
  }

  private void call(ArrivedCall call, RouteResult.Entered target, Duration limit) {
    boolean begun = false;
    try {
      var request = call.request();
      if (!target.version().has(call.operation())) {
        call.answer().accept(answers.noSuch(call.operation(), target, request.traceparent()));
        return;
      }
      var invocationRequest = toInvocation(call, request);
      long deadline = System.nanoTime() + limit.toNanos();
      // From here on `leave` is called by the invocation.
      begun = true;
      calling.begin(
          invocationRequest,
          target,
          limit,
          (invocation, result) -> ended(call, invocation, result, target, deadline));
    } finally {
      if (!begun) {
        target.leave();
      }
    }
  }

  private static InvocationRequest toInvocation(ArrivedCall call, InboundRequest request) {
    var contentType = request.header(ResponseHeader.CONTENT_TYPE);
    return new InvocationRequest(
        call.operation(),
        call.tenant(),
        contentType.isEmpty() ? DEFAULT_CONTENT_TYPE : contentType,
        request.body(),
        request.traceparent(),
        request.tracestate(),
        request.memory());
  }

  private void ended(
      ArrivedCall call,
      Call begun,
      InvocationResult result,
      RouteResult.Entered target,
      long deadline) {
    try {
      if (result instanceof InvocationResult.NotBegun(NotBegunCause cause, _)) {
        refuse(call, cause.sentence(), SOON, deadline);
      } else {
        call.answer().accept(answers.of(begun, result, target));
      }
    } catch (RuntimeException | Error fault) {
      fail(call, fault);
    }
  }
}
