package io.hotswap.persistence.stored.audit;

import io.hotswap.domain.audit.integrity.AuditDigests;
import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.stored.StoredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A retention digest as it is signed.
public record StoredRetentionDigest(
    long number,
    Instant at,
    Optional<Digest> previous,
    Optional<StoredThrough> through,
    StoredArchive archive,
    List<StoredBegin> begins) {
  public StoredRetentionDigest {
    if (Objects.isNull(archive) || Objects.isNull(begins)) {
      throw new IllegalArgumentException("A digest of another kind");
    }
  }

  record StoredThrough(Instant at, Digest signed) {
    static StoredThrough of(AuditDigests.Last it) {
      return new StoredThrough(it.at(), it.signed());
    }

    AuditDigests.Last toDomain() {
      return new AuditDigests.Last(at, signed);
    }
  }

  record StoredArchive(String name, Digest digest, long records) {
    static StoredArchive of(RetentionDigest.Archive it) {
      return new StoredArchive(it.name(), it.digest(), it.records());
    }

    RetentionDigest.Archive toDomain() {
      return new RetentionDigest.Archive(name, digest, records);
    }
  }

  record StoredBegin(String subject, long from, long sequence, Digest previous) {
    static StoredBegin of(RetentionDigest.Begin it) {
      return new StoredBegin(it.subject(), it.from(), it.sequence(), it.previous());
    }

    RetentionDigest.Begin toDomain() {
      return new RetentionDigest.Begin(subject, from, sequence, previous);
    }
  }

  public static String write(RetentionDigest it) {
    return StoredDocument.write(
        new StoredRetentionDigest(
            it.number(),
            it.at(),
            it.previous(),
            it.through().map(StoredThrough::of),
            StoredArchive.of(it.archive()),
            it.begins().stream().map(StoredBegin::of).toList()));
  }

  /// @param name of the digest
  public static RetentionDigest read(String name, String payload) {
    return StoredDocument.read(name, payload, StoredRetentionDigest.class).toDomain();
  }

  private RetentionDigest toDomain() {
    return new RetentionDigest(
        number,
        at,
        previous,
        through.map(StoredThrough::toDomain),
        archive.toDomain(),
        begins.stream().map(StoredBegin::toDomain).toList());
  }
}
