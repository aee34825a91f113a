package io.hotswap.runtime.http;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.forwarding.CallForwarder;
import io.hotswap.runtime.forwarding.Forwarded;
import io.hotswap.runtime.forwarding.ForwardedCall;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.routing.RouteTable;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Lets other nodes answer calls, as if they had arrived there.
final class HttpForwarding {
  private static final List<AsciiString> SENT_ALONG =
      List.of(
          ResponseHeader.AUTHORIZATION,
          ResponseHeader.TENANT,
          ResponseHeader.PREVIEW,
          ResponseHeader.CONTENT_TYPE,
          ResponseHeader.TRACEPARENT,
          ResponseHeader.TRACESTATE);
  private static final Set<AsciiString> NOT_PASSED_ON =
      Set.of(
          HttpHeaderNames.CONNECTION,
          HttpHeaderNames.CONTENT_LENGTH,
          HttpHeaderNames.CONTENT_TYPE,
          HttpHeaderNames.DATE,
          HttpHeaderNames.TRANSFER_ENCODING);

  private final CallForwarder callForwarder;
  private final RouteTable routeTable;
  private final ResponseHeader self;

  HttpForwarding(CallForwarder callForwarder, RouteTable routeTable, String nodeId) {
    this.callForwarder = callForwarder;
    this.routeTable = routeTable;
    this.self = new ResponseHeader(ResponseHeader.FORWARDED_BY, nodeId);
  }

  /// A call is forwarded once at most; one with the forwarding header is answered here.
  static boolean mayForward(InboundRequest request) {
    return !request.headers().contains(ResponseHeader.FORWARDED_BY);
  }

  /// Does not block.
  ///
  /// @param deadline of the call, on the scale of `System.nanoTime()`
  /// @return empty when the call may be answered here: no other node has begun it
  CompletableFuture<Optional<OutboundResponse>> answer(
      String tenant, String plugin, InboundRequest request, long deadline) {
    var document = routeTable.activeRouting(plugin);
    var id = document.map(RoutingDocument::pluginId).orElseGet(() -> PluginId.parse(plugin));
    var call =
        new ForwardedCall(
            tenant,
            id,
            document.map(RoutingDocument::pluginName).orElseGet(id::toString),
            document.map(it -> it.supervision().ejected()).orElse(Set.of()),
            request.path(),
            headers(request),
            request.body(),
            deadline);
    return callForwarder.forward(call).thenApply(end -> outbound(end, request));
  }

  private HttpHeaders headers(InboundRequest request) {
    var headers = new DefaultHttpHeaders().add(self.name(), self.value());
    for (var name : SENT_ALONG) {
      var values = request.headers().getAll(name);
      if (!values.isEmpty()) {
        headers.add(name, values);
      }
    }
    return headers;
  }

  private Optional<OutboundResponse> outbound(Forwarded end, InboundRequest request) {
    return switch (end) {
      case Forwarded.Answered answered -> Optional.of(passedOn(answered));
      case Forwarded.Untaken _ -> Optional.empty();
      case Forwarded.TimedOut(var node) ->
          refused(
              ErrorCode.CALL_TIMED_OUT,
              "Node " + node + ", which had the call, did not answer in time.",
              request);
      case Forwarded.Lost(var node, var why) ->
          refused(
              ErrorCode.CALL_LOST,
              "Node %s had the call, and no answer came from it: %s."
                  .formatted(node, PluginText.SENTENCE.of(why)),
              request);
    };
  }

  private OutboundResponse passedOn(Forwarded.Answered answered) {
    List<ResponseHeader> headers = new ArrayList<>();
    answered
        .headers()
        .iteratorCharSequence()
        .forEachRemaining(
            it -> {
              var name = AsciiString.of(it.getKey());
              if (NOT_PASSED_ON.stream().noneMatch(name::contentEqualsIgnoreCase)) {
                headers.add(new ResponseHeader(name, it.getValue().toString()));
              }
            });
    headers.add(self);
    var type = answered.headers().get(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
    return new OutboundResponse(answered.status(), type, answered.body(), headers);
  }

  private Optional<OutboundResponse> refused(ErrorCode code, String why, InboundRequest request) {
    return Optional.of(
        HttpProblem.answer(Refusal.of(code, why), request.traceparent(), List.of(self)));
  }
}
