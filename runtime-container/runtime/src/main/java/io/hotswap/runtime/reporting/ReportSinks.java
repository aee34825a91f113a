package io.hotswap.runtime.reporting;

import io.hotswap.domain.telemetry.Anomalies;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.telemetry.UnloadReports;

/// All that the control plane hears of a node's calls and of its versions' health.
public record ReportSinks(
    CallStats figures,
    Tenants tenants,
    TenantSamples samples,
    HealthReports health,
    UnloadReports unloads,
    FailureReports failures,
    Anomalies suspicions) {}
