package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.AuditDigests;
import io.hotswap.domain.audit.integrity.DigestingAudit;
import io.hotswap.domain.audit.retention.DigestReader.Signed;
import io.hotswap.domain.audit.retention.RemovingOldAudit.Removal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One run over the digests that came after those whose chains are cut already: the heads in them
/// say what can go, so nothing is searched for.
final class RetentionRun {
  private final DigestReader digests;
  private final ChainFronts chains;
  private final RetentionBatches batches;
  private final int batch;
  private final BooleanSupplier hasTime;
  private final List<String> broken = new ArrayList<>();

  RetentionRun(
      DigestReader digests,
      ChainFronts chains,
      RetentionBatches batches,
      int batch,
      BooleanSupplier hasTime) {
    this.digests = digests;
    this.chains = chains;
    this.batches = batches;
    this.batch = batch;
    this.hasTime = hasTime;
  }

  Removal removeOlder(Instant before) {
    var through = batches.through();
    boolean goesOn = true;
    for (var next = next(through, before); next.isPresent() && goesOn; ) {
      goesOn = cut(next.get().digest(), through);
      if (goesOn) {
        through = Optional.of(next.get().name());
        next = next(through, before);
      }
    }
    boolean isDone = batches.commit(through) && goesOn;
    return new Removal(batches.removed(), batches.archives(), broken, isDone);
  }

  /// @param through the digest before
  private Optional<Signed> next(Optional<AuditDigests.Last> through, Instant before) {
    var next =
        digests
            .next(through.map(AuditDigests.Last::at))
            // It names records of a while around its time.
            .filter(it -> it.name().at().isBefore(before.minus(DigestingAudit.OVERLAP)));
    var named = through.map(AuditDigests.Last::signed);
    next.filter(it -> !it.digest().previous().equals(named))
        .ifPresent(
            it -> {
              throw new IllegalStateException(
                  "The digest before %s is missing or is another one".formatted(it.name().at()));
            });
    return next;
  }

  /// @return false when the run has to end
  private boolean cut(AuditDigest digest, Optional<AuditDigests.Last> through) {
    for (var head : digest.heads()) {
      if (!hasTime.getAsBoolean()) {
        return false;
      }
      cut(head);
      if (batches.waiting() >= batch && !batches.commit(through)) {
        return false;
      }
    }
    return true;
  }

  private void cut(AuditDigest.Head head) {
    try {
      var front = chains.before(head);
      front.map(ChainFronts.Front::begin).ifPresent(chains::begin);
      front.ifPresent(batches::add);
    } catch (ChainFronts.BrokenChain e) {
      broken.add(e.getMessage());
    }
  }
}
