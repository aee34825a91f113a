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
  private final List<ErasableData> data;

  public ReplayingErasures(ErasureLedger ledger, List<ErasableData> data) {
    this.ledger = ledger;
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
    return ledger.since(restoredTo.minus(UNFINISHED)).stream().map(this::replayed).toList();
  }

  private Replayed replayed(Erasure it) {
    var left = data.stream().filter(kind -> !isErased(kind, it)).map(ErasableData::kind).toList();
    return new Replayed(it, left);
  }

  private static boolean isErased(ErasableData data, Erasure erasure) {
    var progress = data.erase(erasure, Instant.MAX);
    return progress.done()
        || !progress.position().equals(erasure.position())
            && isErased(data, erasure.at(progress.position()));
  }
}
