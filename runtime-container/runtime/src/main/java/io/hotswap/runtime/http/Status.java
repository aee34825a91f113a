package io.hotswap.runtime.http;

import io.hotswap.runtime.following.PluginStatus;
import java.util.List;

/// What a node says of itself at `/status`.
///
/// @param controlPlaneReachable whether the last look at the routing feed succeeded
record Status(
    String environment,
    String nodeId,
    String incarnation,
    boolean ready,
    boolean controlPlaneReachable,
    List<PluginStatus> plugins) {}
