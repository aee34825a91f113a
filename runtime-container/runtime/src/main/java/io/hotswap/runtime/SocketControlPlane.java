package io.hotswap.runtime;

import io.hotswap.agent.host.AgentConnection;
import io.hotswap.agent.host.SocketBinaries;
import io.hotswap.agent.host.SocketCounts;
import io.hotswap.agent.host.SocketNodes;
import io.hotswap.agent.host.SocketReports;
import io.hotswap.agent.host.SocketRouting;
import io.hotswap.agent.host.SocketTenants;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.reporting.ReportSinks;
import io.hotswap.runtime.secrets.SecretSources;

/// The control plane of a plugin host, which has no credentials: asked through the node's agent.
final class SocketControlPlane {
  private SocketControlPlane() {}

  /// @param clock adjusted by the agent's answers
  static ControlPlane of(AgentConnection agent, TokenVerifier tokens, ControlPlaneClock clock) {
    var routing = new SocketRouting(agent);
    var tenants = new SocketTenants(agent);
    var binaries = new SocketBinaries(agent);
    return new ControlPlane(
        routing,
        routing,
        tenants,
        tenants,
        binaries,
        new SecretSources(tenants, tenants),
        new SocketNodes(agent),
        binaries,
        tokens,
        new ReportSinks(
            new SocketCounts.Calls(agent),
            new SocketCounts.Callers(agent),
            new SocketCounts.Usages(agent),
            new SocketCounts.Secrets(agent),
            new SocketCounts.Samples(agent),
            new SocketReports.Health(agent),
            new SocketReports.Unloads(agent),
            new SocketReports.Failures(agent),
            new SocketReports.Alarms(agent)),
        clock);
  }
}
