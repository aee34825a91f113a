package io.hotswap.domain.deployment;

/// @param deployment as it is now
/// @param changed whether this very call changed it; a repeated step changes nothing
public record StepResult(StepOutcome outcome, Deployment deployment, boolean changed) {}
