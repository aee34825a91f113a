package io.hotswap.deployments.wire;

import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.deployment.Rollback;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A rollback as openapi.yaml describes it.
public record RollbackView(
    UUID id,
    Instant at,
    Optional<String> actor,
    Optional<String> reason,
    Optional<String> evidence,
    String fromVersion,
    String fromRelease,
    Optional<String> toVersion,
    Optional<String> toRelease,
    long generation,
    Optional<String> restoredBundle,
    Rollback.Status status,
    Optional<Instant> completedAt,
    String traceparent) {
  public static RollbackView of(Rollback it, Disclosure shown) {
    return new RollbackView(
        it.id(),
        it.at(),
        shown.operations(it.actor()),
        it.reason().flatMap(shown::operations),
        it.evidence().flatMap(shown::operations),
        ReleaseKey.parse(it.fromRelease()).version(),
        it.fromRelease(),
        it.target().map(RoutedVersion::version),
        it.toRelease(),
        it.generation(),
        it.restoredBundle(),
        it.status(),
        it.completedAt(),
        it.traceparent());
  }
}
