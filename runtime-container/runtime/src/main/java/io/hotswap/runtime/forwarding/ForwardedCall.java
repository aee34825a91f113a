package io.hotswap.runtime.forwarding;

import io.hotswap.domain.ids.PluginId;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;

/// A call to be forwarded to another node.
///
/// @param tenant that makes the call
/// @param plugin its name, or its GUID where the name is not known
/// @param ejected ids of nodes that must not get it
/// @param path of the request, with the operation
/// @param headers of the forwarded request
/// @param deadline for an answer, on the scale of `System.nanoTime()`
// The body is the request's own array, not copied; calls are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record ForwardedCall(
    String tenant,
    PluginId pluginId,
    String plugin,
    Set<String> ejected,
    String path,
    HttpHeaders headers,
    byte[] body,
    long deadline) {}
