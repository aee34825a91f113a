package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.PreviewToken;
import io.hotswap.runtime.access.TenantAccess;
import io.hotswap.runtime.caching.Waking;
import io.hotswap.runtime.calling.Asked;
import io.hotswap.runtime.calling.CallEnd;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.runtime.routing.Switchboard;
import io.hotswap.runtime.routing.Target;
import io.hotswap.spi.Reply;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /api/v1/plugins/{plugin}/invoke/{operation}`: token, route, call, answer.
public final class InvokeRoute {
  private static final Logger LOG = LoggerFactory.getLogger(InvokeRoute.class);
  private static final Refusal BROKEN =
      Refusal.of(ErrorCode.INTERNAL_ERROR, "The node's log says what went wrong.");
  private static final String VERSION = "HotSwap-Plugin-Version";
  private static final String GENERATION = "HotSwap-Generation";
  private static final String BUNDLE = "HotSwap-Bundle";
  private static final String NODE = "HotSwap-Node";
  private static final Duration QUARANTINED = Duration.ofSeconds(5);
  private static final String ANY = "application/octet-stream";

  private final TenantAccess access;
  private final Switchboard switchboard;
  private final Calling calling;
  private final Waking waking;
  private final NodeMetrics metrics;
  private final String nodeId;

  public InvokeRoute(
      TenantAccess access,
      Switchboard switchboard,
      Calling calling,
      Waking waking,
      NodeMetrics metrics,
      String nodeId) {
    this.access = access;
    this.switchboard = switchboard;
    this.calling = calling;
    this.waking = waking;
    this.metrics = metrics;
    this.nodeId = nodeId;
  }

  void serve(String plugin, String operation, Inbound request, Consumer<Outbound> answer) {
    access.tenant(
        request.header("Authorization"),
        request.header("HotSwap-Tenant"),
        result -> {
          switch (result) {
            case Result.Done<String>(String tenant) ->
                begin(new Call(plugin, operation, tenant, request, answer));
            case Result.Refused<String>(Refusal refusal) ->
                answer.accept(Problem.answer(refusal, request));
          }
        });
  }

  private record Call(
      String plugin, String operation, String tenant, Inbound request, Consumer<Outbound> answer) {}

  // Also on a thread that has verified a token, where nobody else would answer for a fault.
  private void begin(Call call) {
    try {
      route(call);
    } catch (RuntimeException fault) {
      broken(call, fault);
    }
  }

  private static void broken(Call call, Throwable fault) {
    LOG.error("A call of {} failed on our side", call.plugin(), fault);
    call.answer().accept(Problem.answer(BROKEN, call.request()));
  }

  private void route(Call call) {
    switch (target(call)) {
      case Target.Entered entered -> {
        metrics.cache().hit();
        call(call, entered, calling.timeout());
      }
      case Target.Cold cold -> {
        metrics.cache().missed();
        awaken(call, cold, System.nanoTime() + calling.timeout().toNanos());
      }
      case Target.Refusing refusing -> refuse(call, refusing);
    }
  }

  private Target target(Call call) {
    var preview = call.request().headers().get(PreviewToken.HEADER);
    return preview == null
        ? switchboard.route(call.plugin(), call.tenant())
        : switchboard.preview(call.plugin(), call.tenant(), preview);
  }

  /// Goes on when the version is up; no thread waits for that.
  ///
  /// @param deadline of the call, on the scale of `System.nanoTime()`
  private void awaken(Call call, Target.Cold cold, long deadline) {
    var waited = calling.waits();
    var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    var _ =
        waking
            .wake(cold.pluginId(), cold.version(), left)
            .thenAccept(woken -> goOn(call, woken, deadline))
            .whenComplete(
                (_, fault) -> {
                  waited.run();
                  if (fault != null) {
                    broken(call, fault);
                  }
                });
  }

  private void goOn(Call call, Waking.Woken woken, long deadline) {
    if (woken instanceof Waking.Woken.Down(String sentence, Duration retry)) {
      refuse(call, sentence, retry);
      return;
    }
    switch (target(call)) {
      case Target.Entered entered ->
          call(call, entered, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      case Target.Cold again when System.nanoTime() - deadline < 0 -> awaken(call, again, deadline);
      case Target.Cold again ->
          refuse(call, again.version() + " did not come up in time", Duration.ofSeconds(1));
      case Target.Refusing refusing -> refuse(call, refusing);
    }
  }

  private void refuse(Call call, String why, Duration retry) {
    refuse(
        call,
        Refusal.of(
            ErrorCode.NOT_READY,
            "Plugin " + call.plugin() + " is not loaded on this node now: " + why + "."),
        retry);
  }

  private void refuse(Call call, Target.Refusing refusing) {
    var retry = Duration.ZERO;
    if (refusing instanceof Target.OverQuota(String plugin, Allowance.Exhausted why)) {
      metrics.overQuota(plugin, why.limit());
      retry = why.retryAfter();
    } else if (refusing instanceof Target.Quarantined) {
      retry = QUARANTINED;
    }
    refuse(call, Refused.because(refusing, call.plugin(), call.tenant()), retry);
  }

  /// @param retry when it is worth trying again; zero when nobody can say
  private void refuse(Call call, Refusal refusal, Duration retry) {
    Map<String, String> headers = new HashMap<>(Map.of(NODE, nodeId));
    if (retry.isPositive()) {
      headers.put("Retry-After", Long.toString(Math.max(1, retry.plusMillis(999).toSeconds())));
    }
    call.answer().accept(Problem.answer(refusal, call.request().header("traceparent"), headers));
  }

  private void call(Call call, Target.Entered target, Duration limit) {
    var operation = call.operation();
    var request = call.request();
    var answer = call.answer();
    if (!target.version().has(operation)) {
      target.leave();
      var label = target.version().ref().label();
      answer.accept(
          Problem.answer(
              Refusal.of(
                  ErrorCode.OPERATION_NOT_FOUND, label + " has no operation " + operation + "."),
              request.header("traceparent"),
              headers(target, request.header("traceparent"))));
      return;
    }
    var contentType = request.header("Content-Type");
    var asked =
        new Asked(
            operation,
            call.tenant(),
            contentType.isEmpty() ? ANY : contentType,
            request.body(),
            request.header("traceparent"),
            request.header("tracestate"));
    // The end may come before `begin` has told us the call's trace.
    var end = new CompletableFuture<CallEnd>();
    var begun = calling.begin(asked, target, limit, end::complete);
    var headers = with(headers(target, begun.traceparent()), "tracestate", begun.tracestate());
    var _ = end.thenAccept(it -> answer.accept(outbound(it, target, begun.traceparent(), headers)));
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    if (value.isEmpty()) {
      return headers;
    }
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return more;
  }

  // Immutable from the start: nothing copies it on its way.
  private Map<String, String> headers(Target.Entered target, String traceparent) {
    var version = target.version().version();
    var generation = Long.toString(target.generation());
    return traceparent.isEmpty()
        ? Map.of(VERSION, version, GENERATION, generation, BUNDLE, target.bundle(), NODE, nodeId)
        : Map.of(
            VERSION,
            version,
            GENERATION,
            generation,
            BUNDLE,
            target.bundle(),
            NODE,
            nodeId,
            "traceparent",
            traceparent);
  }

  private static Outbound outbound(
      CallEnd end, Target.Entered target, String traceparent, Map<String, String> headers) {
    var label = target.version().ref().label();
    return switch (end) {
      case CallEnd.Replied(Reply reply) when isSendable(reply) ->
          new Outbound(200, reply.contentType(), reply.body(), headers);
      case CallEnd.Replied(Reply unsendable) ->
          Problem.answer(
              Refusal.of(
                  ErrorCode.PLUGIN_FAILED, label + " answered with an impossible content type."),
              traceparent,
              headers);
      case CallEnd.Rejected(String pointer, String message) ->
          Problem.answer(rejected(pointer, message), traceparent, headers);
      case CallEnd.Failed(String _) ->
          Problem.answer(
              Refusal.of(
                  ErrorCode.PLUGIN_FAILED, label + " failed; its log line carries the trace id."),
              traceparent,
              headers);
      case CallEnd.TimedOut() ->
          Problem.answer(
              Refusal.of(ErrorCode.CALL_TIMED_OUT, label + " did not answer in time."),
              traceparent,
              headers);
    };
  }

  private static boolean isSendable(Reply reply) {
    return HttpHeaderValidationUtil.validateValidHeaderValue(reply.contentType()) == -1;
  }

  private static Refusal rejected(String pointer, String message) {
    return new Refusal(
        ErrorCode.CALL_REJECTED,
        message,
        List.of(new FieldError(pointer, message, "Mend the request and send it again.")));
  }
}
