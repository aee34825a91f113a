package io.hotswap.persistence.stored.audit;

import io.hotswap.domain.audit.integrity.ChainLink;
import io.hotswap.domain.ids.Digest;
import io.hotswap.serialization.Json;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// The fields of a [StoredAuditRecord] that make the chain.
public record StoredChainLink(
    String subject, long sequence, Optional<Digest> previous, Instant at) {
  /// @param text a record as it is stored
  /// @throws IllegalArgumentException when it is none
  public static ChainLink read(String text) {
    var link = Json.read(text, StoredChainLink.class);
    if (Objects.isNull(link) || Objects.isNull(link.subject()) || Objects.isNull(link.at())) {
      throw new IllegalArgumentException("A record without subject or time");
    }
    return new ChainLink(
        link.subject(), link.sequence(), link.previous(), Digest.over(text), link.at());
  }
}
