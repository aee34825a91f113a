package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.routing.HealthSupervision;
import java.util.Optional;

/// A call that a version must answer as expected.
public record StoredAcceptanceCase(
    String version,
    String name,
    String operation,
    String contentType,
    String body,
    Optional<String> contains) {
  public static StoredAcceptanceCase of(HealthSupervision.AcceptanceCase it) {
    return new StoredAcceptanceCase(
        it.version(), it.name(), it.operation(), it.contentType(), it.body(), it.contains());
  }

  public HealthSupervision.AcceptanceCase toDomain() {
    return new HealthSupervision.AcceptanceCase(
        version, name, operation, contentType, body, contains);
  }
}
