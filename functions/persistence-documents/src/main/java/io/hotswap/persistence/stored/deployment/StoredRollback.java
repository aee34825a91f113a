package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.Rollback;
import io.hotswap.persistence.stored.routing.StoredRoutedVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

record StoredRollback(
    UUID id,
    Instant at,
    String actor,
    Optional<String> reason,
    Optional<String> evidence,
    String fromVersion,
    Optional<StoredRoutedVersion> target,
    long generation,
    Optional<String> restoredBundle,
    Rollback.Status status,
    Optional<Instant> completedAt,
    String traceparent) {
  static StoredRollback of(Rollback it) {
    return new StoredRollback(
        it.id(),
        it.at(),
        it.actor(),
        it.reason(),
        it.evidence(),
        it.fromRelease(),
        it.target().map(StoredRoutedVersion::of),
        it.generation(),
        it.restoredBundle(),
        it.status(),
        it.completedAt(),
        it.traceparent());
  }

  Rollback toDomain() {
    return new Rollback(
        id,
        at,
        actor,
        reason,
        evidence,
        fromVersion,
        target.map(StoredRoutedVersion::toDomain),
        generation,
        restoredBundle,
        status,
        completedAt,
        traceparent);
  }
}
