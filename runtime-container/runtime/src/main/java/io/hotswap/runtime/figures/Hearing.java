package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.FailureReports;
import io.hotswap.domain.figures.Figures;
import io.hotswap.domain.figures.HealthReports;
import io.hotswap.domain.figures.Suspicions;
import io.hotswap.domain.figures.TenantSamples;
import io.hotswap.domain.figures.Tenants;
import io.hotswap.domain.figures.UnloadReports;

/// All that the control plane hears of a node's calls and of its versions' health.
public record Hearing(
    Figures figures,
    Tenants tenants,
    TenantSamples samples,
    HealthReports health,
    UnloadReports unloads,
    FailureReports failures,
    Suspicions suspicions) {}
