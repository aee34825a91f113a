package io.hotswap.domain.trust;

import io.hotswap.domain.ids.Digest;
import java.util.Optional;

/// What a node follows of the trust. Every change of it moves the change counter of each
/// environment that [io.hotswap.domain.routing.RoutingFeed#changeCount] reads.
public interface TrustFeed {
  /// The document in force unless it is of the generation that is known; [TrustDocument#NOBODY]
  /// where nobody has written one. Consistent read.
  Optional<TrustDocument> otherThan(long generation);

  /// The signature of a registered binary; empty when it is unsigned. Consistent read.
  Optional<VersionSignature> signature(Digest binary);
}
