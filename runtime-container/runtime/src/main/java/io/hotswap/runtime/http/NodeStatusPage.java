package io.hotswap.runtime.http;

import io.hotswap.runtime.reconciliation.PluginStatus;
import java.util.List;
import java.util.Optional;

/// The body of `/status`.
///
/// @param unready why it is not ready
/// @param controlPlaneReachable whether the last read of the routing feed succeeded
/// @param clockAheadMillis how far its own clock is ahead of the control plane's
/// @param lock how far this machine can lock a process: FULL, UID or NONE
record NodeStatusPage(
    String environment,
    String nodeId,
    String incarnation,
    boolean ready,
    Optional<String> unready,
    boolean controlPlaneReachable,
    long clockAheadMillis,
    String lock,
    List<PluginStatus> plugins) {}
