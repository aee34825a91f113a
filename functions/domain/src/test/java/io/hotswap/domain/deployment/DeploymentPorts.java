package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.deployment.admission.ReleaseAdmission;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.SettingsFence;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.domain.trust.TrustDocuments;

/// The ports that the use cases of a test read from.
record DeploymentPorts(
    RoutingDocuments routing,
    Nodes nodes,
    HealthReports health,
    Tenants tenants,
    TenantRoutings settings,
    TenantConfigurations configurations,
    ConfigurationSchemas schemas,
    SettingsFence fence,
    DefaultConfigurations defaults,
    CallStats callStats,
    TenantSamples samples,
    EvidenceStore evidence,
    AcceptanceSuites acceptance,
    Approvals approvals,
    Releases releases,
    Accounts accounts,
    ReleaseAdmission admission,
    TrustDocuments trust) {}
