package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.quota.Allowance;
import io.hotswap.runtime.quota.RateLimit;
import io.hotswap.runtime.routing.DeprecationHeaders;
import io.hotswap.runtime.routing.RouteResult;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.spi.Call;
import io.hotswap.spi.Reply;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answers to calls that a version accepted.
final class CallAnswers {
  private static final int NAMED = 50;

  private final ResponseHeader node;
  private final RouteTable routeTable;

  CallAnswers(ResponseHeader node, RouteTable routeTable) {
    this.node = node;
    this.routeTable = routeTable;
  }

  /// @param traceparent empty for none, as is `tracestate`
  private List<ResponseHeader> headers(
      RouteResult.Entered target, String traceparent, String tracestate) {
    List<ResponseHeader> headers = new ArrayList<>(8);
    headers.add(node);
    headers.add(
        new ResponseHeader(ResponseHeader.VERSION, target.version().ref().routed().version()));
    headers.add(new ResponseHeader(ResponseHeader.GENERATION, Long.toString(target.generation())));
    headers.add(new ResponseHeader(ResponseHeader.BUNDLE, target.bundle()));
    if (!traceparent.isEmpty()) {
      headers.add(new ResponseHeader(ResponseHeader.TRACEPARENT, traceparent));
    }
    if (!tracestate.isEmpty()) {
      headers.add(new ResponseHeader(ResponseHeader.TRACESTATE, tracestate));
    }
    limited(headers, routeTable.rateLimit(target));
    deprecated(headers, target.deprecation());
    return headers;
  }

  private static void deprecated(List<ResponseHeader> headers, @Nullable DeprecationHeaders it) {
    if (it != null) {
      headers.add(new ResponseHeader(ResponseHeader.DEPRECATION, it.deprecation()));
      var sunset = it.sunset();
      if (sunset != null) {
        headers.add(new ResponseHeader(ResponseHeader.SUNSET, sunset));
      }
    }
  }

  private static void limited(List<ResponseHeader> headers, @Nullable RateLimit limit) {
    if (limit != null) {
      headers.add(new ResponseHeader(ResponseHeader.RATE_LIMIT_POLICY, limit.policy()));
      headers.add(new ResponseHeader(ResponseHeader.RATE_LIMIT, limit.remaining()));
    }
  }

  OutboundResponse noSuch(String operation, RouteResult.Entered target, String traceparent) {
    var label = target.version().ref().label();
    return HttpProblem.answer(
        Refusal.of(
            ErrorCode.OPERATION_NOT_FOUND,
            label + " has no operation " + operation + ".",
            "#path/operation",
            known(target.version().operations()),
            "Call one of those; the plugin's manifest describes them."),
        traceparent,
        headers(target, traceparent, ""));
  }

  private static String known(List<String> operations) {
    var named = String.join(", ", operations.subList(0, Math.min(NAMED, operations.size())));
    int more = operations.size() - NAMED;
    return switch (operations.size()) {
      case 0 -> "no operation: it has none";
      case 1 -> "the operation " + named;
      default -> "one of " + named + (more > 0 ? " and " + more + " more" : "");
    };
  }

  /// @param retry pause before a retry makes sense; zero when it is unknown
  OutboundResponse refused(Refusal refusal, String traceparent, Duration retry) {
    return refused(refusal, traceparent, retry, null);
  }

  OutboundResponse overQuota(Refusal refusal, String traceparent, Allowance.Exhausted why) {
    return refused(refusal, traceparent, why.retryAfter(), why.rateLimit());
  }

  private OutboundResponse refused(
      Refusal refusal, String traceparent, Duration retry, @Nullable RateLimit limit) {
    List<ResponseHeader> headers = new ArrayList<>(List.of(node));
    limited(headers, limit);
    if (retry.isPositive()) {
      var seconds = Long.toString(Math.max(1, retry.plusMillis(999).toSeconds()));
      headers.add(new ResponseHeader(ResponseHeader.RETRY_AFTER, seconds));
    }
    return HttpProblem.answer(refusal, traceparent, headers);
  }

  OutboundResponse of(Call begun, InvocationResult result, RouteResult.Entered target) {
    var traceparent = begun.traceparent();
    var headers = headers(target, traceparent, begun.tracestate());
    var label = target.version().ref().label();
    return switch (result) {
      case InvocationResult.Replied(Reply reply) when isSendable(reply) ->
          new OutboundResponse(200, reply.contentType(), reply.body(), headers);
      case InvocationResult.Replied(Reply unsendable) ->
          HttpProblem.answer(
              Refusal.of(
                  ErrorCode.PLUGIN_FAILED, label + " answered with an impossible content type."),
              traceparent,
              headers);
      case InvocationResult.Rejected(String pointer, String message) ->
          HttpProblem.answer(rejected(pointer, message), traceparent, headers);
      case InvocationResult.Failed _, InvocationResult.NotBegun _ ->
          HttpProblem.answer(
              Refusal.of(
                  ErrorCode.PLUGIN_FAILED, label + " failed; its log line carries the trace id."),
              traceparent,
              headers);
      case InvocationResult.OverLimit(String why) ->
          HttpProblem.answer(
              Refusal.of(ErrorCode.PLUGIN_FAILED, why + ". What it did of the call is not known."),
              traceparent,
              headers);
      case InvocationResult.NodeFault _ ->
          HttpProblem.answer(
              Refusal.of(
                  ErrorCode.INTERNAL_ERROR,
                  "The node could not carry the call out; its log carries the trace id."),
              traceparent,
              headers);
      case InvocationResult.TimedOut() ->
          HttpProblem.answer(
              Refusal.of(ErrorCode.CALL_TIMED_OUT, label + " did not answer in time."),
              traceparent,
              headers);
    };
  }

  private static boolean isSendable(Reply reply) {
    var type = reply.contentType();
    return type.length() <= PluginText.NAME.most()
        && HttpHeaderValidationUtil.validateValidHeaderValue(type) == -1;
  }

  private static Refusal rejected(String pointer, String message) {
    return new Refusal(
        ErrorCode.CALL_REJECTED,
        message,
        List.of(new FieldError(pointer, message, "Mend the request and send it again.")));
  }
}
