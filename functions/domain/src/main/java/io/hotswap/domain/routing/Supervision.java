package io.hotswap.domain.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the nodes are to look after while they serve a plugin: nothing here changes who is routed
/// where.
///
/// @param watch the version whose failures are told to the control plane
/// @param analysis counts by tenant, wanted while a verdict is pending
/// @param preview lets bearers of a signed token call a version that serves nobody else
/// @param acceptance cases that a staged version must pass on a node before it is Ready there
/// @param aside nodes that the plugin is sick on alone: they give its calls to other nodes, and go
///   on answering those of other plugins
public record Supervision(
    Optional<Watch> watch,
    Optional<Analysis> analysis,
    Optional<Preview> preview,
    List<AcceptanceCase> acceptance,
    Set<String> aside) {
  public static final Supervision NONE =
      new Supervision(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of());

  public Supervision {
    acceptance = List.copyOf(acceptance);
    aside = Set.copyOf(aside);
  }

  public Supervision watching(Optional<Watch> next) {
    return new Supervision(next, analysis, preview, acceptance, aside);
  }

  public Supervision analysing(Optional<Analysis> next) {
    return new Supervision(watch, next, preview, acceptance, aside);
  }

  public Supervision previewing(Optional<Preview> next) {
    return new Supervision(watch, analysis, next, acceptance, aside);
  }

  public Supervision accepting(List<AcceptanceCase> next) {
    return new Supervision(watch, analysis, preview, next, aside);
  }

  public Supervision settingAside(Set<String> next) {
    return new Supervision(watch, analysis, preview, acceptance, next);
  }

  /// @param previous what would serve again; empty when nothing served before
  /// @param until when the watch ends
  /// @param baselineMicros p99 of the previous version when the watch began; 0 when unknown
  public record Watch(
      String version, Optional<String> previous, Instant until, long baselineMicros) {}

  /// @param window names it; counting begins anew with every new name
  /// @param baseline the version whose counts until then are the tenants' `before`
  public record Analysis(String window, String baseline) {}

  /// @param publicKey Ed25519, X.509 encoded, base64
  public record Preview(String version, String deploymentId, String publicKey) {}

  /// One call that a version must answer as expected.
  ///
  /// @param version that must pass it
  /// @param contains text that the reply must contain; empty: any reply will do
  public record AcceptanceCase(
      String version,
      String name,
      String operation,
      String contentType,
      String body,
      Optional<String> contains) {}
}
