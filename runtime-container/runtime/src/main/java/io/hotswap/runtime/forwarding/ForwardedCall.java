package io.hotswap.runtime.forwarding;

import io.hotswap.domain.ids.PluginId;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;

/// A call for another node.
///
/// @param tenant whose call it is
/// @param plugin its name, or its GUID where the name is not known
/// @param ejected nodes that it is not to be given to
/// @param path with the operation
/// @param headers to send along
/// @param deadline for an answer, on the scale of `System.nanoTime()`
// The body is the one of the request that came; nobody compares these.
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
