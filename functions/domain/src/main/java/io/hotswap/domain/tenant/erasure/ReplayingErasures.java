package io.hotswap.domain.tenant.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Erases again what restored tables have brought back, before anything reads them.
public final class ReplayingErasures {
  /// An erasure that was asked for before the time of the restored state may not have ended then.
  private static final Duration UNFINISHED = Duration.ofDays(1);

  private final ErasureLedger ledger;
  private final Erasures erasures;
  private final List<ErasableData> data;

  /// @param erasures as they were restored
  public ReplayingErasures(ErasureLedger ledger, Erasures erasures, List<ErasableData> data) {
    this.ledger = ledger;
    this.erasures = erasures;
    this.data = data.stream().sorted(Comparator.comparing(ErasableData::kind)).toList();
  }

  /// @param left the kinds of which something is left; empty when all was erased
  public record Replayed(Erasure erasure, List<DataKind> left) {
    public Replayed {
      left = List.copyOf(left);
    }
  }

  /// May be repeated.
  ///
  /// @param restoredTo the time of the state that was restored
  public List<Replayed> replay(Instant restoredTo) {
    return ledger.since(restoredTo.minus(UNFINISHED)).stream()
        .filter(it -> !hadEnded(it, restoredTo))
        .map(this::replayed)
        .toList();
  }

  /// What was set since then is another's: somebody may have created the tenant anew.
  private boolean hadEnded(Erasure it, Instant restoredTo) {
    return erasures
        .find(it.id())
        .flatMap(Erasure::endedAt)
        .filter(ended -> ended.isBefore(restoredTo))
        .isPresent();
  }

  private Replayed replayed(Erasure it) {
    var left = data.stream().filter(kind -> !isErased(kind, it)).map(ErasableData::kind).toList();
    return new Replayed(it, left);
  }

  private static boolean isErased(ErasableData data, Erasure erasure) {
    var progress = data.erase(erasure, Instant.MAX);
    return progress.done()
        || (!progress.position().equals(erasure.position())
            && isErased(data, erasure.at(progress.position())));
  }
}
