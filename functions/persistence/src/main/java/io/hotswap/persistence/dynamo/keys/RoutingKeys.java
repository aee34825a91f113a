package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;

/// The routing table: a partition per environment with the pointers to routing documents, requests
/// for health checks, and the counter that nodes poll; beside these the pointer to the trust
/// document, and signatures.
public final class RoutingKeys {
  /// Begins the sort key of every pointer.
  public static final String POINTERS = "POINTER#";

  /// Begins the sort key of every request for a health check.
  public static final String HEALTH_CHECK_REQUESTS = "ASK#";

  private RoutingKeys() {}

  public static String partition(Environment environment) {
    return "ENV#" + environment;
  }

  public static Key pointer(PluginId id, Environment environment) {
    return new Key(partition(environment), POINTERS + id);
  }

  public static Key healthCheckRequest(PluginId id, Environment environment) {
    return new Key(partition(environment), HEALTH_CHECK_REQUESTS + id);
  }

  /// Of the trust document, which is one for all environments.
  public static Key trust() {
    return new Key("TRUST", "POINTER");
  }

  /// Up to which generation of the trust somebody has looked at what serves.
  public static Key trustReview() {
    return new Key("TRUST", "REVIEW");
  }

  /// Of a registered binary's signature, where it has one.
  public static Key signature(Digest binary) {
    return new Key("SIGNATURE#" + binary.hex(), "SIGNATURE");
  }

  public static Key counter(Environment environment) {
    return new Key(partition(environment), "COUNTER");
  }
}
