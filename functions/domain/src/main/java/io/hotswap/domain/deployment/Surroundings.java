package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.figures.Figures;
import io.hotswap.domain.figures.HealthReports;
import io.hotswap.domain.figures.TenantSamples;
import io.hotswap.domain.figures.Tenants;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingDocuments;

/// Where steps look before they decide.
public record Surroundings(
    RoutingDocuments routing,
    Nodes nodes,
    HealthReports health,
    Tenants tenants,
    Figures figures,
    TenantSamples samples,
    Evidences evidence,
    AcceptanceSuites acceptance,
    Approvals approvals,
    Releases releases,
    Accounts accounts) {}
