package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretReference.Replaced;
import java.time.Instant;
import java.util.Optional;

/// A secret of a configuration, without its value.
///
/// @param arn of a Secrets Manager secret that has the value
public record StoredSecretReference(
    long version, Instant since, Optional<String> arn, Optional<StoredReplaced> replaced) {
  /// The value before.
  record StoredReplaced(long version, Optional<String> arn, Instant until) {
    static StoredReplaced of(Replaced it) {
      return new StoredReplaced(it.version(), it.arn(), it.until());
    }

    Replaced toDomain() {
      return new Replaced(version, arn, until);
    }
  }

  static StoredSecretReference of(SecretReference it) {
    return new StoredSecretReference(
        it.version(), it.since(), it.arn(), it.replaced().map(StoredReplaced::of));
  }

  SecretReference toDomain() {
    return new SecretReference(version, since, arn, replaced.map(StoredReplaced::toDomain));
  }
}
