package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;

/// @param waitSeconds after which to poll again, for the outcome Waiting
/// @param deployment after the step
/// @param changed whether this call changed it; a repeated step changes nothing
public record StepResult(
    StepOutcome outcome, int waitSeconds, Deployment deployment, boolean changed) {}
