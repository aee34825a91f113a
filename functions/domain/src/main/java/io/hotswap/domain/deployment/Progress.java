package io.hotswap.domain.deployment;

import java.time.Instant;
import java.util.Optional;

/// How far a deployment has come.
///
/// @param percentage share of the tenants' calls that go to the version
/// @param switched whether any call was ever routed to the version
/// @param generation the newest routing document it wrote; 0 before the first
/// @param deadline when the nodes must have followed that document
/// @param problem why it cannot go on, in one sentence
/// @param since when this phase began
public record Progress(
    DeploymentStatus status,
    Phase phase,
    Optional<Outcome> outcome,
    int percentage,
    boolean switched,
    long generation,
    Optional<Instant> deadline,
    Optional<String> problem,
    Instant since) {

  static Progress admitted(Instant now) {
    return new Progress(
        DeploymentStatus.Pending,
        Phase.Admitted,
        Optional.empty(),
        0,
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  Progress to(DeploymentStatus next, Phase at, Instant now) {
    return new Progress(
        next, at, outcome, percentage, switched, generation, Optional.empty(), problem, now);
  }

  /// A routing document was written and the nodes must follow it.
  Progress wrote(Phase at, int share, long written, Instant until, Instant now) {
    return new Progress(
        DeploymentStatus.InProgress,
        at,
        outcome,
        share,
        switched || share > 0,
        written,
        Optional.of(until),
        problem,
        now);
  }

  Progress broken(String why) {
    return new Progress(
        status,
        phase,
        outcome,
        percentage,
        switched,
        generation,
        deadline,
        problem.or(() -> Optional.of(why)),
        since);
  }

  Progress ended(Outcome how, int share) {
    return new Progress(
        status,
        phase,
        Optional.of(how),
        share,
        switched,
        generation,
        Optional.empty(),
        problem,
        since);
  }
}
