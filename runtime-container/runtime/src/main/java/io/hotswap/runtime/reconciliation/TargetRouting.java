package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a plugin's reconciler works towards: the newest document, with the versions that tenants
/// are pinned to. Guarded by its reconciler.
final class TargetRouting {
  private Set<RoutedVersion> pins = Set.of();
  private @Nullable RoutingDocument document;

  Optional<RoutingDocument> document() {
    return Optional.ofNullable(document);
  }

  /// The versions that tenants are pinned to.
  Set<RoutedVersion> pins() {
    return pins;
  }

  long generation() {
    return document == null ? 0 : document.generation();
  }

  /// @return what to apply; empty when a document as new is known
  Optional<RoutingDocument> accept(RoutingDocument next) {
    return next.generation() > generation() ? pinned(next) : Optional.empty();
  }

  /// Replaces the pinned versions.
  ///
  /// @return what to apply; empty when nothing changed, or no document is known yet
  Optional<RoutingDocument> pin(Set<RoutedVersion> versions) {
    if (pins.equals(versions)) {
      return Optional.empty();
    }
    pins = Set.copyOf(versions);
    return document().flatMap(this::pinned);
  }

  private Optional<RoutingDocument> pinned(RoutingDocument next) {
    document = next.withPinned(pins);
    return Optional.of(document);
  }
}
