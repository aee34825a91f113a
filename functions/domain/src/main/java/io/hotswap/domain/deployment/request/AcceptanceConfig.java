package io.hotswap.domain.deployment.request;

import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.util.Optional;

/// An acceptance case as a client sends it.
public record AcceptanceConfig(
    String name,
    String operation,
    Optional<String> contentType,
    Optional<String> body,
    Optional<String> contains) {
  /// @param version that must pass it
  AcceptanceCase of(String version) {
    return new AcceptanceCase(
        version,
        name,
        operation,
        contentType.orElse("application/json"),
        body.orElse(""),
        contains);
  }
}
