package io.hotswap.domain.tenant.secret;

import io.hotswap.domain.ids.Environment;
import java.util.Optional;

/// The data keys that tenants' secrets are encrypted with, one a tenant and environment, each
/// encrypted itself by a key that cannot be read. Without it nothing of the tenant can be
/// decrypted. Reads are consistent.
public interface DataKeys {
  /// @return in base64; empty when the tenant has none
  Optional<String> find(Environment environment, String tenant);

  /// Stores a tenant's first data key.
  ///
  /// @param wrapped in base64
  /// @return the one that is stored: another's, when another was first
  String putIfAbsent(Environment environment, String tenant, String wrapped);
}
