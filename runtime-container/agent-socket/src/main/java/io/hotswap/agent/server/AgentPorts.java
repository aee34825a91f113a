package io.hotswap.agent.server;

import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.telemetry.Anomalies;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.domain.tenant.secret.ManagedSecretValues;
import io.hotswap.domain.tenant.secret.SecretUses;
import io.hotswap.domain.tenant.secret.SecretValues;
import io.hotswap.domain.trust.TrustFeed;

/// The control plane's ports, with which an agent answers.
public record AgentPorts(Followed followed, Stored stored, Nodes nodes, Sinks sinks) {
  /// What moves.
  public record Followed(
      RoutingFeed routing,
      TrustFeed trust,
      TenantPluginFeed tenants,
      TenantConfigurations configurations) {}

  /// What never changes under its name.
  public record Stored(
      Binaries binaries,
      DefaultConfigurations defaults,
      SecretValues secrets,
      ManagedSecretValues managed) {}

  /// Where reports go.
  public record Sinks(
      CallStats callStats,
      Tenants tenants,
      TenantUsages usages,
      SecretUses secretUses,
      TenantSamples samples,
      HealthReports health,
      UnloadReports unloads,
      FailureReports failures,
      Anomalies anomalies) {}
}
