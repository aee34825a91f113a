package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.ids.Digest;
import java.util.Optional;

/// Digests of one kind, each of which names the one before.
final class DigestChain {
  private Optional<Digest> previous = Optional.empty();
  private boolean isKnown = true;
  private long length;

  /// @return whether it follows the one before, as far as that can be told
  boolean append(Optional<Digest> named, Digest signed) {
    boolean follows = !isKnown || named.equals(previous);
    next(signed, true);
    return follows;
  }

  /// One of which nothing can be believed.
  void appendAltered(Digest signed) {
    next(signed, false);
  }

  private void next(Digest signed, boolean known) {
    length++;
    previous = Optional.of(signed);
    isKnown = known;
  }

  long length() {
    return length;
  }
}
