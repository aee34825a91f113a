package io.hotswap.runtime.testing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Routing documents as a deployment would write them. */
public final class Documents {
  public static final String TRACEPARENT =
      "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01";

  private Documents() {}

  public static RoutingDocument serving(String plugin, long generation, RoutedVersion version) {
    return document(plugin, generation, Optional.of(version), List.of(), List.of());
  }

  public static RoutingDocument staging(
      String plugin, long generation, Optional<RoutedVersion> serving, RoutedVersion staged) {
    return document(plugin, generation, serving, List.of(staged), List.of());
  }

  public static RoutingDocument warming(
      String plugin, long generation, RoutedVersion serving, RoutedVersion warm) {
    return document(plugin, generation, Optional.of(serving), List.of(), List.of(warm));
  }

  /** The one after a document, with the same routes and this to look after. */
  public static RoutingDocument supervising(
      RoutingDocument before, HealthSupervision healthSupervision) {
    return new RoutingDraft(before)
        .withSupervision(it -> healthSupervision)
        .build("deployment-" + (before.generation() + 1), Instant.EPOCH, TRACEPARENT);
  }

  public static HealthSupervision previewing(HealthSupervision.Preview preview) {
    return new HealthSupervision(
        Optional.empty(), Optional.empty(), Optional.of(preview), List.of(), Set.of());
  }

  public static HealthSupervision accepting(AcceptanceCase... cases) {
    return new HealthSupervision(
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(cases), Set.of());
  }

  public static HealthSupervision ejecting(Collection<String> nodes) {
    return HealthSupervision.NONE.ejecting(Set.copyOf(nodes));
  }

  private static RoutingDocument document(
      String plugin,
      long generation,
      Optional<RoutedVersion> serving,
      List<RoutedVersion> staged,
      List<RoutedVersion> warm) {
    Map<String, RoutedVersion> versions = new HashMap<>();
    serving.ifPresent(it -> versions.put(it.release(), it));
    staged.forEach(it -> versions.put(it.release(), it));
    warm.forEach(it -> versions.put(it.release(), it));
    return new RoutingDocument(
        PluginId.of(plugin),
        plugin,
        InMemoryControlPlane.ENVIRONMENT,
        generation,
        "deployment-" + generation,
        Instant.EPOCH,
        TRACEPARENT,
        serving.map(RoutedVersion::release),
        staged.stream().map(RoutedVersion::release).toList(),
        warm.stream().map(RoutedVersion::release).toList(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        HealthSupervision.NONE,
        versions);
  }
}
