package io.hotswap.persistence.stored.audit;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.stored.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A digest as it is signed.
public record StoredAuditDigest(Instant at, Optional<Digest> previous, List<StoredHead> heads) {
  public StoredAuditDigest {
    if (Objects.isNull(heads)) {
      throw new IllegalArgumentException("A digest of another kind");
    }
  }

  record StoredHead(String subject, long sequence, Digest digest) {
    static StoredHead of(AuditDigest.Head it) {
      return new StoredHead(it.subject(), it.sequence(), it.digest());
    }

    AuditDigest.Head toDomain() {
      return new AuditDigest.Head(subject, sequence, digest);
    }
  }

  public static String write(AuditDigest it) {
    var heads = it.heads().stream().map(StoredHead::of).toList();
    return StoredDocument.write(new StoredAuditDigest(it.at(), it.previous(), heads));
  }

  /// @param name of the digest
  public static AuditDigest read(String name, String payload) {
    return StoredDocument.read(name, payload, StoredAuditDigest.class).toDomain();
  }

  private AuditDigest toDomain() {
    return new AuditDigest(at, previous, heads.stream().map(StoredHead::toDomain).toList());
  }
}
