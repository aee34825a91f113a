package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.plugin.PluginAudits;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.Plugins.Removed;
import io.hotswap.domain.plugin.Plugins.Routed;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.domain.plugin.RemovingBinaries;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Deletes a version that nothing names, with its binary.
public final class DeletingVersions {
  private final Plugins plugins;
  private final Deployments deployments;
  private final RoutingDocuments routing;
  private final VersionLifecycles lifecycles;
  private final VersionHolders holders;
  private final RemovingBinaries removing;
  private final InstantSource clock;

  public DeletingVersions(
      Plugins plugins,
      Deployments deployments,
      RoutingDocuments routing,
      VersionLifecycles lifecycles,
      VersionHolders holders,
      RemovingBinaries removing,
      InstantSource clock) {
    this.plugins = plugins;
    this.deployments = deployments;
    this.routing = routing;
    this.lifecycles = lifecycles;
    this.holders = holders;
    this.removing = removing;
    this.clock = clock;
  }

  public Result<PluginVersion> delete(PluginId id, SemanticVersion version, Origin origin) {
    return ConflictRetry.run(() -> attempted(id, version, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The plugin " + id + " was changed by others meanwhile, again and again."));
  }

  private Optional<Result<PluginVersion>> attempted(
      PluginId id, SemanticVersion version, Origin origin) {
    var plugin = plugins.find(id);
    if (plugin.isEmpty()) {
      return Optional.of(
          Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + id + "."));
    }
    var going = plugins.find(id, version);
    if (going.isEmpty()) {
      return Optional.of(
          Result.refused(
              ErrorCode.VERSION_NOT_FOUND,
              "The plugin %s has no version %s.".formatted(plugin.get().name(), version)));
    }
    // Before what names it is looked for: the removal is conditional on this.
    var routed = routed(id);
    var refusal = refusal(plugin.get(), going.get());
    return refusal.isPresent()
        ? refusal.map(Result::refused)
        : removed(plugin.get(), going.get(), routed, origin);
  }

  private Map<Environment, Routed> routed(PluginId id) {
    Map<Environment, Routed> routed = new EnumMap<>(Environment.class);
    for (var environment : Environment.values()) {
      var generation = routing.current(id, environment).map(RoutingDocument::generation).orElse(0L);
      routed.put(environment, new Routed(deployments.slot(id, environment).fence(), generation));
    }
    return routed;
  }

  private Optional<Refusal> refusal(RegisteredPlugin plugin, PluginVersion going) {
    if (plugin.versions() == 1) {
      return Optional.of(
          inUse(
              "%s is the only version of %s.".formatted(going.version(), plugin.name()),
              "Delete the plugin."));
    }
    var held = holders.of(plugin.pluginId(), going.version());
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            inUse(
                "%s %s is in use: %s."
                    .formatted(plugin.name(), going.version(), String.join("; ", held)),
                "Deploy, pin or name another version first."));
  }

  private static Refusal inUse(String detail, String fix) {
    return Refusal.of(
        ErrorCode.VERSION_IN_USE, detail, "#path/version", "a version that nothing names", fix);
  }

  private Optional<Result<PluginVersion>> removed(
      RegisteredPlugin plugin,
      PluginVersion going,
      Map<Environment, Routed> routed,
      Origin origin) {
    var now = clock.instant();
    var newest =
        plugins.versions(plugin.pluginId()).stream()
            .filter(it -> !it.equals(going.version()))
            .min(SemanticVersion.NEWEST_FIRST)
            .flatMap(it -> plugins.find(plugin.pluginId(), it));
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    var remaining = plugin.without(newest.get(), now);
    var audit =
        PluginAudits.removed(
            "deleteVersion", plugin, Optional.of(remaining), List.of(going), origin, now);
    var removal = new Plugins.VersionRemoval(remaining, going, routed, task(going, now), audit);
    if (plugins.remove(removal) != Removed.Written) {
      return Optional.empty();
    }
    removing.remove(going);
    return Optional.of(Result.done(going));
  }

  private Optional<DeprecationTask> task(PluginVersion going, Instant now) {
    return Optional.of(lifecycles.find(going.pluginId(), going.version()))
        .filter(it -> it.lifecycle().deprecation().isPresent())
        .map(it -> DeprecationTask.of(it, now));
  }
}
