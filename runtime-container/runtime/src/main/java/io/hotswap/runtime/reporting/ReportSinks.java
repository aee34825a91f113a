package io.hotswap.runtime.reporting;

import io.hotswap.domain.telemetry.Anomalies;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.domain.tenant.secret.SecretUses;

/// The control plane's ports that take a node's reports of its calls and its versions' health.
public record ReportSinks(
    CallStats callStats,
    Tenants tenants,
    TenantUsages usages,
    SecretUses secretUses,
    TenantSamples samples,
    HealthReports health,
    UnloadReports unloads,
    FailureReports failures,
    Anomalies anomalies) {}
