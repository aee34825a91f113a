package io.hotswap.runtime.http;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.forwarding.Forwarded;
import io.hotswap.runtime.forwarding.ForwardedCall;
import io.hotswap.runtime.forwarding.Forwarding;
import io.hotswap.runtime.http.message.Header;
import io.hotswap.runtime.http.message.Inbound;
import io.hotswap.runtime.http.message.Outbound;
import io.hotswap.runtime.http.message.Problem;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.routing.Switchboard;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Has calls answered by other nodes, as if they had come there.
final class OtherNodes {
  private static final List<AsciiString> SENT_ALONG =
      List.of(
          Header.AUTHORIZATION,
          Header.TENANT,
          Header.PREVIEW,
          Header.CONTENT_TYPE,
          Header.TRACEPARENT,
          Header.TRACESTATE);
  private static final Set<AsciiString> NOT_PASSED_ON =
      Set.of(
          HttpHeaderNames.CONNECTION,
          HttpHeaderNames.CONTENT_LENGTH,
          HttpHeaderNames.CONTENT_TYPE,
          HttpHeaderNames.DATE,
          HttpHeaderNames.TRANSFER_ENCODING);

  private final Forwarding forwarding;
  private final Switchboard switchboard;
  private final Header self;

  OtherNodes(Forwarding forwarding, Switchboard switchboard, String nodeId) {
    this.forwarding = forwarding;
    this.switchboard = switchboard;
    this.self = new Header(Header.FORWARDED_BY, nodeId);
  }

  /// A call goes one node further at most. A client that says so itself is answered here.
  static boolean mayTake(Inbound request) {
    return !request.headers().contains(Header.FORWARDED_BY);
  }

  /// Blocks nobody.
  ///
  /// @param deadline of the call, on the scale of `System.nanoTime()`
  /// @return empty when the call may be answered here: no other node has begun with it
  CompletableFuture<Optional<Outbound>> answer(
      String tenant, String plugin, Inbound request, long deadline) {
    var document = switchboard.inForce(plugin);
    var id = document.map(RoutingDocument::pluginId).orElseGet(() -> PluginId.parse(plugin));
    var call =
        new ForwardedCall(
            tenant,
            id,
            document.map(RoutingDocument::pluginName).orElseGet(id::toString),
            document.map(it -> it.supervision().aside()).orElse(Set.of()),
            request.path(),
            headers(request),
            request.body(),
            deadline);
    return forwarding.forward(call).thenApply(end -> outbound(end, request));
  }

  private HttpHeaders headers(Inbound request) {
    var headers = new DefaultHttpHeaders().add(self.name(), self.value());
    for (var name : SENT_ALONG) {
      var values = request.headers().getAll(name);
      if (!values.isEmpty()) {
        headers.add(name, values);
      }
    }
    return headers;
  }

  private Optional<Outbound> outbound(Forwarded end, Inbound request) {
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

  private Outbound passedOn(Forwarded.Answered answered) {
    List<Header> headers = new ArrayList<>();
    answered
        .headers()
        .iteratorCharSequence()
        .forEachRemaining(
            it -> {
              var name = AsciiString.of(it.getKey());
              if (NOT_PASSED_ON.stream().noneMatch(name::contentEqualsIgnoreCase)) {
                headers.add(new Header(name, it.getValue().toString()));
              }
            });
    headers.add(self);
    var type = answered.headers().get(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
    return new Outbound(answered.status(), type, answered.body(), headers);
  }

  private Optional<Outbound> refused(ErrorCode code, String why, Inbound request) {
    return Optional.of(Problem.answer(Refusal.of(code, why), request.traceparent(), List.of(self)));
  }
}
