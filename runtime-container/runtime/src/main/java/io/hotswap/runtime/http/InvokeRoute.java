package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.PreviewToken;
import io.hotswap.runtime.access.TenantAccess;
import io.hotswap.runtime.calling.Asked;
import io.hotswap.runtime.calling.CallEnd;
import io.hotswap.runtime.calling.Calling;
import io.hotswap.runtime.routing.Switchboard;
import io.hotswap.runtime.routing.Target;
import io.hotswap.spi.Reply;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// `POST /api/v1/plugins/{plugin}/invoke/{operation}`: token, route, call, answer.
public final class InvokeRoute {
  private static final String ANY = "application/octet-stream";

  private final TenantAccess access;
  private final Switchboard switchboard;
  private final Calling calling;
  private final String nodeId;

  public InvokeRoute(TenantAccess access, Switchboard switchboard, Calling calling, String nodeId) {
    this.access = access;
    this.switchboard = switchboard;
    this.calling = calling;
    this.nodeId = nodeId;
  }

  void serve(String plugin, String operation, Inbound request, Consumer<Outbound> answer) {
    access.tenant(
        request.header("Authorization"),
        request.header("HotSwap-Tenant"),
        result -> {
          switch (result) {
            case Result.Done<String>(String tenant) ->
                route(plugin, operation, tenant, request, answer);
            case Result.Refused<String>(Refusal refusal) ->
                answer.accept(Problem.answer(refusal, request));
          }
        });
  }

  private void route(
      String plugin, String operation, String tenant, Inbound request, Consumer<Outbound> answer) {
    var preview = request.headers().get(PreviewToken.HEADER);
    var target =
        preview == null
            ? switchboard.route(plugin, tenant)
            : switchboard.preview(plugin, tenant, preview);
    switch (target) {
      case Target.Entered entered -> call(operation, tenant, entered, request, answer);
      case Target.NoPreview(Refusal refusal) -> refuse(refusal, request, answer);
      case Target.Disabled() ->
          refuse(
              ErrorCode.PLUGIN_DISABLED,
              "Tenant " + tenant + " has switched " + plugin + " off.",
              request,
              answer);
      case Target.NotDeployed() ->
          refuse(
              ErrorCode.NOT_DEPLOYED,
              "Plugin " + plugin + " is not deployed in this environment.",
              request,
              answer);
      case Target.NotReady() ->
          refuse(
              ErrorCode.NOT_READY,
              "Plugin " + plugin + " is not ready on this node.",
              request,
              answer);
    }
  }

  private void refuse(ErrorCode code, String detail, Inbound request, Consumer<Outbound> answer) {
    refuse(Refusal.of(code, detail), request, answer);
  }

  private void refuse(Refusal refusal, Inbound request, Consumer<Outbound> answer) {
    answer.accept(
        Problem.answer(refusal, request.header("traceparent"), Map.of("HotSwap-Node", nodeId)));
  }

  private void call(
      String operation,
      String tenant,
      Target.Entered target,
      Inbound request,
      Consumer<Outbound> answer) {
    if (!target.version().has(operation)) {
      target.version().leave();
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
            tenant,
            contentType.isEmpty() ? ANY : contentType,
            request.body(),
            request.header("traceparent"));
    // The end may come before `begin` has told us the call's trace.
    var end = new CompletableFuture<CallEnd>();
    var traceparent = calling.begin(asked, target, end::complete);
    var headers = headers(target, traceparent);
    var _ = end.thenAccept(it -> answer.accept(outbound(it, target, traceparent, headers)));
  }

  private Map<String, String> headers(Target.Entered target, String traceparent) {
    Map<String, String> headers = new HashMap<>();
    headers.put("HotSwap-Plugin-Version", target.version().version());
    headers.put("HotSwap-Generation", Long.toString(target.generation()));
    headers.put("HotSwap-Bundle", target.bundle());
    headers.put("HotSwap-Node", nodeId);
    if (!traceparent.isEmpty()) {
      headers.put("traceparent", traceparent);
    }
    return headers;
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
      case CallEnd.Failed(Throwable _) ->
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
