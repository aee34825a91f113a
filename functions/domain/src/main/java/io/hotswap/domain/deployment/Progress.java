package io.hotswap.domain.deployment;

import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Status, phase and traffic share of a deployment.
///
/// @param stage number of the newest share routed to the version, from 1; 0 before the first
/// @param percentage share of the tenants (Rolling: of the nodes) routed to the version
/// @param switched whether any call was ever routed to the version
/// @param generation of the newest routing document that it wrote; 0 before the first
/// @param deadline when this phase must be over
/// @param problem why it cannot continue, in one sentence
/// @param since when this phase began
public record Progress(
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
  public Progress {
    problem = problem.map(BoundedText::sentence);
  }

  static Progress at(DeploymentPhase deploymentPhase, Instant now) {
    return new Progress(
        DeploymentStatus.Pending,
        deploymentPhase,
        Optional.empty(),
        0,
        0,
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  Progress to(DeploymentStatus next, DeploymentPhase at, Instant now) {
    return new Progress(
        next, at, outcome, stage, percentage, switched, generation, Optional.empty(), problem, now);
  }

  /// The same share of tenants, in another phase or with another deadline.
  Progress withDeadline(DeploymentPhase at, Instant end, Instant now) {
    return new Progress(
        DeploymentStatus.InProgress,
        at,
        outcome,
        stage,
        percentage,
        switched,
        generation,
        Optional.of(end),
        problem,
        now);
  }

  /// A routing document was written; the nodes must acknowledge it before its deadline.
  Progress withDocument(DeploymentPhase at, Written document, Instant now) {
    return new Progress(
        DeploymentStatus.InProgress,
        at,
        outcome,
        document.stage(),
        document.percentage(),
        switched || document.percentage() > 0,
        document.generation(),
        Optional.of(document.deadline()),
        problem,
        now);
  }

  /// @param percentage that the document routes to the version
  public record Written(long generation, int stage, int percentage, Instant deadline) {}

  Progress broken(String why) {
    return new Progress(
        status,
        phase,
        outcome,
        stage,
        percentage,
        switched,
        generation,
        deadline,
        problem.or(() -> Optional.of(why)),
        since);
  }

  Progress ended(DeploymentOutcome how, int share) {
    return new Progress(
        status,
        phase,
        Optional.of(how),
        stage,
        share,
        switched,
        generation,
        Optional.empty(),
        problem,
        since);
  }

  public Duration elapsed(Instant now) {
    return Duration.between(since, now);
  }
}
