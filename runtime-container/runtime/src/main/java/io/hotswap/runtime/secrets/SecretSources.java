package io.hotswap.runtime.secrets;

import io.hotswap.domain.tenant.secret.ManagedSecretValues;
import io.hotswap.domain.tenant.secret.SecretValues;
import java.util.Optional;

/// Where values are read.
///
/// @param stored those that tenants have sent
/// @param managed those of Secrets Manager
public record SecretSources(SecretValues stored, ManagedSecretValues managed) {
  /// Where no tenant has any.
  public static final SecretSources NONE =
      new SecretSources(id -> Optional.empty(), (arn, tenant) -> Optional.empty());
}
