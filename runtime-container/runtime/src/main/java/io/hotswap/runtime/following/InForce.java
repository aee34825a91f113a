package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.routing.PluginRouting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The document that a plugin's calls go by, and what the switchboard knows of its versions. Its
/// track guards it.
final class InForce {
  private final Bench bench;
  private final Attempts attempts;
  private Optional<RoutingDocument> document = Optional.empty();
  private Map<String, LoadedVersion> published = Map.of();
  private Set<String> cold = Set.of();

  InForce(Bench bench, Attempts attempts) {
    this.bench = bench;
    this.attempts = attempts;
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

  void switchTo(RoutingDocument next) {
    try {
      var callable = attempts.callable(next);
      var waiting = attempts.cold(next);
      bench.switchTo(next, callable, waiting);
      document = Optional.of(next);
      published = callable;
      cold = waiting;
    } catch (Exception e) {
      throw new IllegalStateException("Switching " + next.pluginName() + " failed", e);
    }
  }

  /// A staged version may become ready, or be refused, while its document is in force: a preview
  /// has to find it, or find it gone. And versions are evicted and woken.
  void publishAgain() {
    document.ifPresent(this::publishChanges);
  }

  private void publishChanges(RoutingDocument document) {
    var callable = attempts.callable(document);
    var waiting = attempts.cold(document);
    if (!callable.equals(published) || !waiting.equals(cold)) {
      published = callable;
      cold = waiting;
      bench.switchboard().publish(PluginRouting.of(document, published, cold));
    }
  }
}
