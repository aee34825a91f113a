package io.hotswap.domain.audit.retention;

import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Archives and then removes what is old and what a digest has seen. The end of each chain stays:
/// the next record is appended to it.
public final class RemovingOldAudit {
  private final DigestReader digests;
  private final RetentionDigests retention;
  private final AuditArchive archive;
  private final RemovableRecords records;
  private final InstantSource clock;
  private final int batch;

  /// @param batch records of one archive, about
  public RemovingOldAudit(
      DigestReader digests,
      RetentionDigests retention,
      AuditArchive archive,
      RemovableRecords records,
      InstantSource clock,
      int batch) {
    this.digests = digests;
    this.retention = retention;
    this.archive = archive;
    this.records = records;
    this.clock = clock;
    this.batch = batch;
  }

  /// @param records that were removed
  /// @param archives that they are in
  /// @param broken chains that are not as they were digested: nothing of them is removed
  /// @param isDone false when the time did not suffice, or another run is under way
  public record Removal(long records, int archives, List<String> broken, boolean isDone) {
    public Removal {
      broken = List.copyOf(broken);
    }
  }

  /// Killed anywhere, the next run carries on.
  ///
  /// @param before what is older goes
  /// @param deadline no other chain is looked at after it
  public Removal removeOlder(Instant before, Instant deadline) {
    var chains = new ChainFronts(records);
    var known = retention.all();
    requireChained(known);
    known.forEach(it -> it.digest().begins().forEach(chains::begin));
    if (!known.isEmpty()) {
      // The run that signed it may have been killed before it had removed all.
      remove(known.getLast());
    }
    var batches = new RetentionBatches(retention, archive, this::remove, clock, known);
    return new RetentionRun(
            digests, chains, batches, batch, () -> clock.instant().isBefore(deadline))
        .removeOlder(before);
  }

  private static void requireChained(List<RetentionDigests.Signed> known) {
    Optional<Digest> previous = Optional.empty();
    long number = 0;
    for (var it : known) {
      number++;
      if (it.digest().number() != number || !it.digest().previous().equals(previous)) {
        throw new IllegalStateException(
            "The retention digest before %d is missing or is another one"
                .formatted(it.digest().number()));
      }
      previous = Optional.of(it.signed());
    }
  }

  private void remove(RetentionDigests.Signed signed) {
    records.removeBefore(signed.digest().begins());
  }
}
