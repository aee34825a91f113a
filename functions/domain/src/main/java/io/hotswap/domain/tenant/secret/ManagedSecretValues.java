package io.hotswap.domain.tenant.secret;

import java.util.Optional;

/// Reads the values of Secrets Manager's secrets.
public interface ManagedSecretValues {
  /// @param previous what it was before its last rotation
  record Managed(String current, Optional<String> previous) {
    /// Without the values: records are written to logs.
    @Override
    public String toString() {
      return "Managed[•••]";
    }
  }

  /// @return empty when there is no such secret, or it is not tagged with that tenant
  /// @throws RuntimeException when it cannot be read now; no message has a value
  Optional<Managed> read(String arn, String tenant);
}
