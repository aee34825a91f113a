package io.hotswap.runtime.http;

import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import java.util.function.Consumer;

/// A call as a client sent it, and where its answer goes.
///
/// @param plugin GUID or name
/// @param localOnly whether no other node may answer it
record ArrivedCall(
    String plugin,
    String operation,
    String tenant,
    InboundRequest request,
    Consumer<OutboundResponse> answer,
    boolean localOnly) {
  ArrivedCall asLocalOnly() {
    return new ArrivedCall(plugin, operation, tenant, request, answer, true);
  }
}
