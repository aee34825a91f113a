package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What is registered and what serves when a deployment is requested.
///
/// @param version the release to deploy
/// @param operations of its version
/// @param acceptance cases that the request sends
/// @param serving the release that serves now
/// @param recorded the metrics that a version recorded in the last 24 hours; empty when that is not
///   known. A slow read
public record RequestContext(
    String version,
    Set<String> operations,
    List<AcceptanceCase> acceptance,
    Optional<String> serving,
    Function<String, Optional<Set<String>>> recorded) {
  /// The error when the version serves already.
  Optional<FieldError> otherVersion() {
    return serving
        .filter(version::equals)
        .map(
            it ->
                new FieldError(
                    "/version",
                    "another version, or another `configuration`, than those that serve now",
                    "Send a version other than %s, or a default configuration that differs."
                        .formatted(version)));
  }

  /// The error when no version serves.
  Optional<FieldError> baseline() {
    return serving.isPresent()
        ? Optional.empty()
        : Optional.of(
            new FieldError(
                "/strategy",
                "another strategy while nothing serves that a canary could be compared with",
                "Deploy the first version with Direct, Rolling or BlueGreen."));
  }
}
