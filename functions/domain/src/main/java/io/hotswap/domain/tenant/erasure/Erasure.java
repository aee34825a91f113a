package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A job that erases, and afterwards the proof that it did.
///
/// @param origin who asked for it
/// @param found how much there was when it was asked for, of what is counted
/// @param erased the kinds of which nothing is left, in the order of their erasure
/// @param position up to where the next kind is erased; empty: from its beginning
/// @param endedAt when nothing was left of any kind
public record Erasure(
    UUID id,
    ErasureSubject subject,
    Origin origin,
    Map<DataKind, Long> found,
    List<DataKind> erased,
    String position,
    Instant createdAt,
    Optional<Instant> endedAt) {
  /// Until then nodes have learned of it, and reported the calls before it.
  private static final Duration SETTLED = Duration.ofMinutes(10);

  public Erasure {
    found = Map.copyOf(found);
    erased = List.copyOf(erased);
  }

  public static Erasure begun(
      UUID id, ErasureSubject subject, Origin origin, Map<DataKind, Long> found, Instant now) {
    return new Erasure(id, subject, origin, found, List.of(), "", now, Optional.empty());
  }

  public boolean hasEnded() {
    return endedAt.isPresent();
  }

  boolean isDue(DataKind kind, Instant now) {
    return !kind.isLate() || !now.isBefore(createdAt.plus(SETTLED));
  }

  boolean isFirstLate(DataKind kind) {
    return kind.isLate() && erased.stream().noneMatch(DataKind::isLate);
  }

  Erasure with(DataKind kind) {
    var next = new ArrayList<>(erased);
    next.add(kind);
    return new Erasure(id, subject, origin, found, next, "", createdAt, endedAt);
  }

  Erasure at(String next) {
    return new Erasure(id, subject, origin, found, erased, next, createdAt, endedAt);
  }

  Erasure ended(Instant now) {
    return new Erasure(id, subject, origin, found, erased, position, createdAt, Optional.of(now));
  }
}
