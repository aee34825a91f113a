package io.hotswap.domain.trust;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Blocks binaries in which malware was found, by their bytes, for everybody.
public final class BlockingBinaries {
  private final TrustDocuments documents;
  private final InstantSource clock;

  public BlockingBinaries(TrustDocuments documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
  }

  /// Changes nothing where they are blocked already.
  public void block(BlockedBinary binary, Origin origin) {
    changed(
        "blockBinary",
        origin,
        it -> it.blocked(binary.digest()).isPresent() ? it : it.with(binary));
  }

  /// A later scan has found nothing: the verdict was wrong.
  public void unblock(Digest digest, Origin origin) {
    changed(
        "unblockBinary", origin, it -> it.blocked(digest).isPresent() ? it.without(digest) : it);
  }

  private void changed(String action, Origin origin, UnaryOperator<TrustDocument> change) {
    var done = ConflictRetry.run(() -> attempted(action, origin, change));
    if (done.isEmpty()) {
      throw new IllegalStateException("Others changed the trust again and again");
    }
  }

  /// Empty when another change won.
  private Optional<TrustDocument> attempted(
      String action, Origin origin, UnaryOperator<TrustDocument> change) {
    var before = documents.current();
    var after = change.apply(before);
    return after.equals(before)
            || documents.commit(
                after, TrustFacts.audit(action, before, after, origin, clock.instant()))
        ? Optional.of(after)
        : Optional.empty();
  }
}
