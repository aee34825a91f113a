package io.hotswap.domain.tenant.secret;

/// What a configuration that is written says of one secret.
public sealed interface SecretChange {
  /// A value to be stored encrypted.
  record Value(String text) implements SecretChange {
    /// Without the value: records are written to logs.
    @Override
    public String toString() {
      return "Value[•••]";
    }
  }

  /// The value is in Secrets Manager.
  record Managed(String arn) implements SecretChange {}

  record Removed() implements SecretChange {}
}
