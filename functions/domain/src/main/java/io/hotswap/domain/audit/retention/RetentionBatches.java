package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.AuditDigests;
import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.audit.retention.RetentionDigests.Signed;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Fronts of chains, archived and signed for together, then removed.
final class RetentionBatches {
  private final RetentionDigests retention;
  private final AuditArchive archive;
  private final Consumer<Signed> removal;
  private final InstantSource clock;
  private final List<ChainFronts.Front> fronts = new ArrayList<>();
  private Optional<Signed> last;
  private long removed;
  private int archives;
  private int waiting;

  RetentionBatches(
      RetentionDigests retention,
      AuditArchive archive,
      Consumer<Signed> removal,
      InstantSource clock,
      List<Signed> known) {
    this.retention = retention;
    this.archive = archive;
    this.removal = removal;
    this.clock = clock;
    this.last = known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
  }

  Optional<AuditDigests.Last> through() {
    return last.flatMap(it -> it.digest().through());
  }

  void add(ChainFronts.Front front) {
    fronts.add(front);
    waiting += front.lines().size();
  }

  int waiting() {
    return waiting;
  }

  /// @return false when another run has signed meanwhile: nothing is removed then
  boolean commit(Optional<AuditDigests.Last> through) {
    if (fronts.isEmpty()) {
      return true;
    }
    var signed = retention.add(digest(through));
    signed.ifPresent(this::remove);
    return signed.isPresent();
  }

  private RetentionDigest digest(Optional<AuditDigests.Last> through) {
    var archived = archive.add(fronts.stream().flatMap(it -> it.lines().stream()).toList());
    return new RetentionDigest(
        last.map(it -> it.digest().number()).orElse(0L) + 1,
        clock.instant(),
        last.map(Signed::signed),
        through,
        archived,
        fronts.stream().map(ChainFronts.Front::begin).toList());
  }

  private void remove(Signed signed) {
    removal.accept(signed);
    last = Optional.of(signed);
    removed += waiting;
    archives++;
    waiting = 0;
    fronts.clear();
  }

  long removed() {
    return removed;
  }

  int archives() {
    return archives;
  }
}
