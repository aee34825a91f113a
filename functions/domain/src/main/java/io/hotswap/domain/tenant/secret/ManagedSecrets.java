package io.hotswap.domain.tenant.secret;

/// Secrets Manager's secrets, whose ARNs tenants may name in the place of values.
public interface ManagedSecrets {
  /// Whether there is such a secret and its tag `hotswap:tenant` names the tenant.
  boolean isOf(String arn, String tenant);
}
