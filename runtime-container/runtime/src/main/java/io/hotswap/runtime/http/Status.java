package io.hotswap.runtime.http;

import io.hotswap.runtime.following.PluginStatus;
import java.util.List;
import java.util.Optional;

/// What a node says of itself at `/status`.
///
/// @param unready why it is not ready
/// @param controlPlaneReachable whether the last look at the routing feed succeeded
record Status(
    String environment,
    String nodeId,
    String incarnation,
    boolean ready,
    Optional<String> unready,
    boolean controlPlaneReachable,
    List<PluginStatus> plugins) {}
