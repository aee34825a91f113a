package io.hotswap.domain.deployment;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rule that writes the next routing document: the one in force with a deployment's change made
/// or taken back. Whatever tenants changed meanwhile stays.
final class NextDocument {
  private final Deployment deployment;
  private final Optional<RoutingDocument> current;
  private final String traceparent;
  private final Instant now;

  NextDocument(
      Deployment deployment, Optional<RoutingDocument> current, String traceparent, Instant now) {
    this.deployment = deployment;
    this.current = current;
    this.traceparent = traceparent;
    this.now = now;
  }

  /// What serves now.
  Optional<RoutedVersion> serving() {
    return current.flatMap(it -> it.defaultVersion().map(version -> it.versions().get(version)));
  }

  /// Load, start and check the version; route nobody to it.
  RoutingDocument staging() {
    var versions = known();
    versions.putIfAbsent(name(), deployment.version());
    return document(
        current.flatMap(RoutingDocument::defaultVersion), List.of(name()), warm(), versions);
  }

  /// Everybody whom nobody else claims goes to the version; what served before stays warm.
  RoutingDocument switched() {
    var versions = known();
    versions.put(name(), deployment.version());
    var before = deployment.previous().map(RoutedVersion::version).filter(it -> !it.equals(name()));
    return document(
        Optional.of(name()), List.of(), before.map(List::of).orElse(List.of()), versions);
  }

  /// Whether the document in force holds anything of the deployment.
  boolean holdsChange() {
    return current.isPresent() && (current.get().staged().contains(name()) || isDefault());
  }

  /// The deployment's change taken back: what served before serves, at once, as it is still warm.
  RoutingDocument reverted() {
    var versions = known();
    var previous = deployment.previous();
    previous.ifPresent(it -> versions.put(it.version(), it));
    var serves =
        isDefault()
            ? previous.map(RoutedVersion::version)
            : current.flatMap(RoutingDocument::defaultVersion);
    return document(serves, List.of(), isDefault() ? List.of() : warm(), versions);
  }

  private boolean isDefault() {
    return serving().filter(it -> it.deploymentId().equals(deployment.id().toString())).isPresent();
  }

  private String name() {
    return deployment.version().version();
  }

  private List<String> warm() {
    return current.map(RoutingDocument::warm).orElse(List.of());
  }

  private Map<String, RoutedVersion> known() {
    return new HashMap<>(current.map(RoutingDocument::versions).orElse(Map.of()));
  }

  private RoutingDocument document(
      Optional<String> serves,
      List<String> staged,
      List<String> warm,
      Map<String, RoutedVersion> versions) {
    var draft =
        current
            .map(RoutingDraft::new)
            .orElseGet(
                () ->
                    new RoutingDraft(
                        deployment.pluginId(), deployment.pluginName(), deployment.environment()));
    versions.values().forEach(draft::knows);
    return draft
        .serves(serves)
        .stages(staged)
        .keepsWarm(warm)
        .written(deployment.id().toString(), now, traceparent);
  }
}
