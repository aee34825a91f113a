package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.restoration.RollbackHistory;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.tenant.Pins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What names a version, and so keeps it from being deleted.
public final class VersionHolders {
  private static final int OFFERED = 5;

  private final Deployments deployments;
  private final RoutingDocuments routing;
  private final Pins pins;
  private final VersionLifecycles lifecycles;
  private final KnownVersions known;
  private final Releases releases;
  private final RollbackHistory history;

  public VersionHolders(
      Deployments deployments,
      RoutingDocuments routing,
      Pins pins,
      VersionLifecycles lifecycles,
      KnownVersions known,
      Releases releases) {
    this.deployments = deployments;
    this.routing = routing;
    this.pins = pins;
    this.lifecycles = lifecycles;
    this.known = known;
    this.releases = releases;
    this.history = new RollbackHistory(deployments);
  }

  /// One clause for each; none when nothing names it.
  List<String> of(PluginId plugin, SemanticVersion version) {
    return Stream.of(
            Arrays.stream(Environment.values()).flatMap(it -> in(it, plugin, version).stream()),
            waiting(plugin, version),
            predecessors(plugin, version),
            releases.pluginName(plugin).stream().flatMap(it -> needed(it, version)))
        .flatMap(it -> it)
        .toList();
  }

  /// Versions that are deprecated or withdrawn and that nothing names, oldest first.
  public List<SemanticVersion> removable(PluginId plugin) {
    return lifecycles.of(plugin).stream()
        .filter(it -> it.lifecycle().state() != Lifecycle.State.Active)
        .map(VersionLifecycle::version)
        .sorted(Comparator.naturalOrder())
        .filter(it -> of(plugin, it).isEmpty())
        .limit(OFFERED)
        .toList();
  }

  private List<String> in(Environment environment, PluginId plugin, SemanticVersion version) {
    List<String> held = new ArrayList<>();
    routing
        .current(plugin, environment)
        .flatMap(it -> routed(it, version))
        .ifPresent(it -> held.add(it + " in " + environment));
    var slot = deployments.slot(plugin, environment);
    slot.holder()
        .flatMap(deployments::find)
        .filter(it -> isOf(it, version))
        .ifPresent(it -> held.add("deployment %s of it is under way".formatted(it.id())));
    if (isRollbackTarget(slot, version)) {
      held.add("a rollback in %s can bring it back".formatted(environment));
    }
    pins
        .ofPlugin(environment, plugin, Optional.of(version.text()), PageRequest.first(1))
        .items()
        .stream()
        .map(
            it ->
                "tenants such as %s are pinned to it in %s"
                    .formatted(it.id().tenant(), environment))
        .forEach(held::add);
    return held;
  }

  private static Optional<String> routed(RoutingDocument document, SemanticVersion version) {
    if (names(document.serving(), version)) {
      return Optional.of("it serves");
    }
    return names(document.loaded(), version) ? Optional.of("it is kept ready") : Optional.empty();
  }

  private static boolean names(Set<String> releases, SemanticVersion version) {
    return releases.stream().anyMatch(it -> ReleaseKey.parse(it).version().equals(version.text()));
  }

  private boolean isRollbackTarget(DeploymentSlot slot, SemanticVersion version) {
    return slot.lastChange().flatMap(deployments::find).stream()
        .flatMap(it -> history.before(it).stream())
        .anyMatch(it -> it.version().equals(version.text()));
  }

  private Stream<String> waiting(PluginId plugin, SemanticVersion version) {
    return deployments.waiting().stream()
        .flatMap(it -> deployments.find(it).stream())
        .filter(it -> it.pluginId().equals(plugin) && isOf(it, version))
        .map(it -> "deployment %s of it waits for approval".formatted(it.id()));
  }

  private static boolean isOf(Deployment it, SemanticVersion version) {
    return it.version().version().equals(version.text());
  }

  private Stream<String> predecessors(PluginId plugin, SemanticVersion version) {
    return lifecycles.of(plugin).stream()
        .filter(
            it ->
                it.lifecycle()
                    .deprecation()
                    .flatMap(Deprecation::successor)
                    .filter(version::equals)
                    .isPresent())
        .map(it -> "%s names it as its successor".formatted(it.version()));
  }

  /// By versions of other plugins for which no other registered version will do.
  private Stream<String> needed(String plugin, SemanticVersion version) {
    var others =
        known.of(plugin).stream()
            .map(KnownVersion::version)
            .filter(it -> !it.equals(version))
            .toList();
    return known.dependents(plugin).stream()
        .sorted()
        .flatMap(it -> known.of(it).stream().sorted(KnownVersion.BEST_FIRST))
        .flatMap(it -> it.needs().stream().map(need -> new Need(it, need)))
        .filter(it -> it.what().plugin().equals(plugin))
        .filter(it -> it.isMetBy(version) && others.stream().noneMatch(it::isMetBy))
        .map(Need::sentence);
  }

  private record Need(KnownVersion of, PluginNeed what) {
    boolean isMetBy(SemanticVersion version) {
      return what.range().contains(version);
    }

    String sentence() {
      return "%s %s needs %s, and no other version is in that range"
          .formatted(of.plugin(), of.version(), what);
    }
  }
}
