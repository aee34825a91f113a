package io.hotswap.persistence.dynamo.keys;

/// Tenants that were created, in the tenants' table.
public final class RegisteredTenantKeys {
  /// Partition of the `list` index, sorted by id.
  public static final String LIST = "REGISTERED";

  private RegisteredTenantKeys() {}

  public static Key tenant(String id) {
    return new Key("REGISTERED#" + id, "TENANT");
  }
}
