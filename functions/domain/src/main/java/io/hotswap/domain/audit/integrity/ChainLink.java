package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.util.Optional;

/// What of a record makes the chain.
///
/// @param digest over the record as it is stored
public record ChainLink(
    String subject, long sequence, Optional<Digest> previous, Digest digest, Instant at) {}
