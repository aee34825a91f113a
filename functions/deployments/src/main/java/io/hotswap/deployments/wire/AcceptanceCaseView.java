package io.hotswap.deployments.wire;

import io.hotswap.domain.routing.HealthSupervision;
import java.util.Optional;

/// An acceptance case as openapi.yaml describes it.
public record AcceptanceCaseView(
    String version,
    String name,
    String operation,
    String contentType,
    String body,
    Optional<String> contains) {
  public static AcceptanceCaseView of(HealthSupervision.AcceptanceCase it) {
    return new AcceptanceCaseView(
        it.version(), it.name(), it.operation(), it.contentType(), it.body(), it.contains());
  }
}
