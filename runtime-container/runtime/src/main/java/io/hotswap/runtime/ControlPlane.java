package io.hotswap.runtime;

import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.domain.trust.TrustFeed;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.reporting.ReportSinks;
import io.hotswap.runtime.secrets.SecretSources;

/// The control plane's ports that a node uses.
///
/// @param reportSinks where the node's reports go
/// @param clock the control plane's time, independent of the node's own clock
record ControlPlane(
    RoutingFeed feed,
    TrustFeed trust,
    TenantPluginFeed tenants,
    TenantConfigurations configurations,
    DefaultConfigurations defaults,
    SecretSources secrets,
    Nodes nodes,
    Binaries binaries,
    TokenVerifier tokens,
    ReportSinks reportSinks,
    ControlPlaneClock clock) {}
