package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;

/// @param waitSeconds after which a step that answers Waiting is worth another look
/// @param deployment as it is now
/// @param changed whether this very call changed it; a repeated step changes nothing
public record StepResult(
    StepOutcome outcome, int waitSeconds, Deployment deployment, boolean changed) {}
