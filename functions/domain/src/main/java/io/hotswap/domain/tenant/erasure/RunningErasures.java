package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.batch.PartialFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Runs on a schedule and carries erasures on, one kind of data after the other. A kind that was
/// begun and not recorded is begun again, and finds what is left.
public final class RunningErasures {
  private final Erasures erasures;
  private final ErasureLedger ledger;
  private final List<ErasableData> data;
  private final InstantSource clock;

  public RunningErasures(
      Erasures erasures, ErasureLedger ledger, List<ErasableData> data, InstantSource clock) {
    this.erasures = erasures;
    this.ledger = ledger;
    this.data = data.stream().sorted(Comparator.comparing(ErasableData::kind)).toList();
    this.clock = clock;
  }

  /// @param deadline after which nothing further is begun
  /// @return the erasures that were carried on, as they are now
  /// @throws PartialFailure at the end, when any could not be carried on
  public List<Erasure> run(Instant deadline) {
    var ids = erasures.open().stream().map(Erasure::id).toList();
    return PartialFailure.afterAll(ids, id -> carriedOn(id, deadline));
  }

  private Optional<Erasure> carriedOn(UUID id, Instant deadline) {
    var current = erasures.find(id);
    var next = current.flatMap(it -> advanced(it, deadline));
    while (next.isPresent()) {
      current = next;
      next = current.flatMap(it -> advanced(it, deadline));
    }
    return current;
  }

  /// Empty when there is nothing to do now, or another run was first.
  private Optional<Erasure> advanced(Erasure it, Instant deadline) {
    var now = clock.instant();
    if (it.hasEnded() || !now.isBefore(deadline)) {
      return Optional.empty();
    }
    if (it.erased().isEmpty()) {
      // Before anything goes: what is restored from then on is known to have been erased.
      ledger.add(it);
    }
    var left = data.stream().filter(data -> !it.erased().contains(data.kind())).findFirst();
    return left.isEmpty()
        ? written(it, it.ended(now), Optional.of(ErasureAudits.completed(it, now)))
        : left.filter(data -> it.isDue(data.kind(), now))
            .flatMap(data -> erased(data, it, deadline));
  }

  private Optional<Erasure> erased(ErasableData data, Erasure it, Instant deadline) {
    if (it.isFirstLate(data.kind()) && !erasedAgain(it, deadline)) {
      return Optional.empty();
    }
    var progress = data.erase(it, deadline);
    if (progress.done()) {
      return written(it, it.with(data.kind()), Optional.empty());
    }
    if (!progress.position().equals(it.position())) {
      erasures.advance(it, it.at(progress.position()), Optional.empty());
    }
    return Optional.empty();
  }

  /// What was being written when the erasure was asked for, and has come after its kind was erased.
  private boolean erasedAgain(Erasure it, Instant deadline) {
    return data.stream()
        .filter(data -> !data.kind().isLate())
        .allMatch(data -> data.erase(it, deadline).done());
  }

  private Optional<Erasure> written(Erasure before, Erasure after, Optional<AuditRecord> proof) {
    return erasures.advance(before, after, proof) ? Optional.of(after) : Optional.empty();
  }
}
