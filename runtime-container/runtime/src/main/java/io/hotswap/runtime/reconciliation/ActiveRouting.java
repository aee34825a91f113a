package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.routing.PluginRouting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The document that a plugin's calls are routed by, and the versions last published to the route
/// table. Guarded by its reconciler.
final class ActiveRouting {
  private final RoutingSwitch routingSwitch;
  private final VersionSlots slots;
  private Optional<RoutingDocument> document = Optional.empty();
  private Map<String, LoadedVersion> published = Map.of();
  private Set<String> cold = Set.of();

  ActiveRouting(RoutingSwitch routingSwitch, VersionSlots slots) {
    this.routingSwitch = routingSwitch;
    this.slots = slots;
  }

  /// The plugin has a document, whose versions are not ready yet.
  void expect(PluginId pluginId) {
    routingSwitch.expect(pluginId);
  }

  Optional<RoutingDocument> document() {
    return document;
  }

  long generation() {
    return document.map(RoutingDocument::generation).orElse(0L);
  }

  boolean serves(String version) {
    return document.filter(it -> it.serving().contains(version)).isPresent();
  }

  /// The plugin's name, when the document ejects the node.
  Optional<String> ejecting(String nodeId) {
    return document
        .filter(it -> it.supervision().ejected().contains(nodeId))
        .map(RoutingDocument::pluginName);
  }

  void switchTo(RoutingDocument next) {
    try {
      var callable = slots.callable(next);
      var waiting = slots.cold(next);
      routingSwitch.switchTo(PluginRouting.of(next, callable, waiting));
      document = Optional.of(next);
      published = callable;
      cold = waiting;
    } catch (Exception e) {
      throw new IllegalStateException("Switching " + next.pluginName() + " failed", e);
    }
  }

  /// Goes on with the same generation, with these versions pinned.
  void pin(Set<RoutedVersion> pins) {
    document = document.map(it -> it.withPinned(pins));
  }

  /// Publishes the document's versions again if they changed: a staged version became ready or was
  /// refused, which previews have to see, or a version was evicted or loaded again.
  void republish() {
    document.ifPresent(this::publishChanges);
  }

  private void publishChanges(RoutingDocument document) {
    var callable = slots.callable(document);
    var waiting = slots.cold(document);
    if (!callable.equals(published) || !waiting.equals(cold)) {
      published = callable;
      cold = waiting;
      routingSwitch.republish(PluginRouting.of(document, published, cold));
    }
  }
}
