package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.restoration.CleanReleases;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.configuration.MisfitTenants;

/// What steps of every strategy read from.
public record StepSources(
    RoutingDocuments routing,
    Nodes nodes,
    HealthReports health,
    Tenants tenants,
    TenantRoutings settings,
    MisfitTenants misfits,
    CallStats callStats,
    Approvals approvals,
    CleanReleases cleanReleases) {
  StepReads of(Deployment deployment) {
    return new StepReads(this, deployment);
  }
}
