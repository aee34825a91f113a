package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Progress;
import java.time.Instant;
import java.util.Optional;

record StoredProgress(
    DeploymentStatus status,
    DeploymentPhase phase,
    Optional<DeploymentOutcome> outcome,
    int stage,
    int percentage,
    boolean switched,
    long generation,
    Optional<Instant> deadline,
    Optional<String> problem,
    Instant since) {
  static StoredProgress of(Progress it) {
    return new StoredProgress(
        it.status(),
        it.phase(),
        it.outcome(),
        it.stage(),
        it.percentage(),
        it.switched(),
        it.generation(),
        it.deadline(),
        it.problem(),
        it.since());
  }

  Progress toDomain() {
    return new Progress(
        status, phase, outcome, stage, percentage, switched, generation, deadline, problem, since);
  }
}
