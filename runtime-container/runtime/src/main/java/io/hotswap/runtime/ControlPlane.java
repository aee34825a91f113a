package io.hotswap.runtime;

import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.reporting.ReportSinks;

/// All that a node knows of the world outside.
///
/// @param clock tells its time, whatever the node's own clock says
record ControlPlane(
    RoutingFeed feed,
    Nodes nodes,
    Binaries binaries,
    TokenVerifier tokens,
    ReportSinks hearing,
    ControlPlaneClock clock) {}
