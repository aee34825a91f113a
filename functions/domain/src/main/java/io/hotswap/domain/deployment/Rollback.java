package io.hotswap.domain.deployment;

import io.hotswap.domain.routing.Bundle;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One rollback of a deployment.
///
/// @param actor who asked for it, or `HotSwap` when a trigger did
/// @param evidence the numbers that a trigger fired on
/// @param fromVersion the version taken back
/// @param target what serves again; empty when nothing served before
/// @param generation the routing document that took it back; 0 before it is written, or when there
///   was nothing in the routing document to take back
/// @param restoredBundle hash of the bundle that serves again
/// @param traceparent the trace of whoever asked
public record Rollback(
    UUID id,
    Instant at,
    String actor,
    Optional<String> reason,
    Optional<String> evidence,
    String fromVersion,
    Optional<RoutedVersion> target,
    long generation,
    Optional<String> restoredBundle,
    Status status,
    Optional<Instant> completedAt,
    String traceparent) {
  public Rollback {
    actor = BoundedText.name(actor);
    reason = reason.map(BoundedText::sentence);
    evidence = evidence.map(BoundedText::sentence);
  }

  public enum Status {
    Pending,
    InProgress,
    Completed,
    Failed
  }

  /// @param id follows from the request, so that it is carried out once
  public record Asked(
      UUID id,
      String actor,
      Optional<String> reason,
      Optional<String> evidence,
      String traceparent) {}

  public static Rollback asked(
      Asked asked, String fromVersion, Optional<RoutedVersion> target, Instant now) {
    return new Rollback(
        asked.id(),
        now,
        asked.actor(),
        asked.reason(),
        asked.evidence(),
        fromVersion,
        target,
        0,
        target.map(it -> new Bundle(it.digest(), 0).hash()),
        Status.Pending,
        Optional.empty(),
        asked.traceparent());
  }

  public Optional<String> toVersion() {
    return target.map(RoutedVersion::version);
  }

  Rollback wrote(long written) {
    return with(written, Status.InProgress, Optional.empty());
  }

  Rollback ended(Status how, Instant now) {
    return with(generation, how, Optional.of(now));
  }

  private Rollback with(long written, Status now, Optional<Instant> end) {
    return new Rollback(
        id,
        at,
        actor,
        reason,
        evidence,
        fromVersion,
        target,
        written,
        restoredBundle,
        now,
        end,
        traceparent);
  }
}
