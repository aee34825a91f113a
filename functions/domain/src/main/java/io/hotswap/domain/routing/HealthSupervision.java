package io.hotswap.domain.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What nodes do beside routing while they serve a plugin; nothing here changes a route, except for
/// bearers of a preview token and on ejected nodes.
///
/// @param watch the version whose anomalies are reported to the control plane
/// @param analysis counting by tenant, while a verdict is pending
/// @param preview lets bearers of a signed token call a version that serves nobody else
/// @param acceptance cases that a staged version must pass on a node before it is Ready there
/// @param ejected nodes on which only this plugin is unhealthy: they forward its calls to other
///   nodes, and go on answering those of other plugins
public record HealthSupervision(
    Optional<Watch> watch,
    Optional<Analysis> analysis,
    Optional<Preview> preview,
    List<AcceptanceCase> acceptance,
    Set<String> ejected) {
  public static final HealthSupervision NONE =
      new HealthSupervision(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of());

  public HealthSupervision {
    acceptance = List.copyOf(acceptance);
    ejected = Set.copyOf(ejected);
  }

  public HealthSupervision watching(Optional<Watch> next) {
    return new HealthSupervision(next, analysis, preview, acceptance, ejected);
  }

  public HealthSupervision analysing(Optional<Analysis> next) {
    return new HealthSupervision(watch, next, preview, acceptance, ejected);
  }

  public HealthSupervision previewing(Optional<Preview> next) {
    return new HealthSupervision(watch, analysis, next, acceptance, ejected);
  }

  public HealthSupervision accepting(List<AcceptanceCase> next) {
    return new HealthSupervision(watch, analysis, preview, next, ejected);
  }

  public HealthSupervision ejecting(Set<String> next) {
    return new HealthSupervision(watch, analysis, preview, acceptance, next);
  }

  /// @param previous the version a rollback returns to; empty when nothing served before
  /// @param until when the watch ends
  /// @param baselineMicros p99 of the previous version when the watch began; 0 when unknown
  public record Watch(
      String version, Optional<String> previous, Instant until, long baselineMicros) {}

  /// @param window id of the analysis; a new id starts counting anew
  /// @param baseline the version whose counts up to then are the tenants' `before`
  public record Analysis(String window, String baseline) {}

  /// @param publicKey Ed25519, X.509 encoded, base64
  public record Preview(String version, String deploymentId, String publicKey) {}

  /// One call that a version must answer as expected.
  ///
  /// @param version that must pass it
  /// @param contains text that the reply must contain; empty: any reply passes
  public record AcceptanceCase(
      String version,
      String name,
      String operation,
      String contentType,
      String body,
      Optional<String> contains) {}
}
