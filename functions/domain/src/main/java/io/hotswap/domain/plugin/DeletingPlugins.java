package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.dependency.KnownVersions;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.Plugins.Removal;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Deletes a plugin with all its versions and binaries, unless it is deployed in any environment,
/// tenants are pinned to a version of it (where nothing else is deployed, those are served), or a
/// version of another plugin needs it.
public final class DeletingPlugins {
  private final Plugins plugins;
  private final Pins pins;
  private final KnownVersions known;
  private final RemovingBinaries removing;
  private final InstantSource clock;

  public DeletingPlugins(
      Plugins plugins, Binaries binaries, Pins pins, KnownVersions known, InstantSource clock) {
    this.plugins = plugins;
    this.pins = pins;
    this.known = known;
    this.removing = new RemovingBinaries(plugins, binaries, clock);
    this.clock = clock;
  }

  public Result<RegisteredPlugin> delete(PluginId id, Origin origin) {
    return ConflictRetry.run(() -> attempted(id, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The plugin " + id + " was changed by others meanwhile."));
  }

  /// Removes some versions at a time until none is left, or a concurrent change wins.
  private Optional<Result<RegisteredPlugin>> attempted(PluginId id, Origin origin) {
    while (true) {
      var plugin = plugins.find(id);
      if (plugin.isEmpty()) {
        return Optional.of(
            Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + id + "."));
      }
      var inUse = pinned(plugin.get()).or(() -> needed(plugin.get()));
      if (inUse.isPresent()) {
        return inUse.map(Result::refused);
      }
      var removal = removal(plugin.get(), origin);
      switch (plugins.remove(removal)) {
        case Written -> {
          removal.versions().forEach(removing::remove);
          if (removal.remaining().isEmpty()) {
            return Optional.of(Result.done(plugin.get()));
          }
        }
        case InUse -> {
          return Optional.of(
              Result.refused(
                  ErrorCode.PLUGIN_IN_USE,
                  plugin.get().name() + " is deployed or being deployed; roll it back first."));
        }
        case PluginChanged -> {
          return Optional.empty();
        }
      }
    }
  }

  private Optional<Refusal> pinned(RegisteredPlugin plugin) {
    return Arrays.stream(Environment.values())
        .filter(it -> isPinned(it, plugin.pluginId()))
        .findFirst()
        .map(
            it ->
                Refusal.of(
                    ErrorCode.PLUGIN_IN_USE,
                    "Tenants are pinned to versions of %s in %s; unpin them first."
                        .formatted(plugin.name(), it)));
  }

  private Optional<Refusal> needed(RegisteredPlugin plugin) {
    return known.dependents(plugin.name()).stream()
        .sorted()
        .flatMap(it -> known.of(it).stream())
        .filter(it -> it.needs().stream().anyMatch(need -> need.plugin().equals(plugin.name())))
        .findFirst()
        .map(
            it ->
                Refusal.of(
                    ErrorCode.PLUGIN_IN_USE,
                    "%s %s needs %s; delete %s first."
                        .formatted(it.plugin(), it.version(), plugin.name(), it.plugin())));
  }

  private boolean isPinned(Environment environment, PluginId id) {
    return !pins.ofPlugin(environment, id, Optional.empty(), PageRequest.first(1))
        .items()
        .isEmpty();
  }

  /// Removes the oldest versions first, so that an interrupted deletion keeps the latest version.
  private Removal removal(RegisteredPlugin plugin, Origin origin) {
    var versions =
        plugins.versions(plugin.pluginId()).stream()
            .sorted(SemanticVersion.NEWEST_FIRST.reversed())
            .toList();
    var oldest = versions.subList(0, Math.min(versions.size(), Removal.MAX_VERSIONS));
    var going =
        plugins.find(plugin.pluginId(), oldest).stream()
            .sorted(PluginVersion.NEWEST_FIRST.reversed())
            .toList();
    var now = clock.instant();
    Optional<RegisteredPlugin> remaining =
        going.size() < versions.size()
            ? Optional.of(plugin.without(going.size(), now))
            : Optional.empty();
    return new Removal(
        plugin,
        remaining,
        going,
        remaining.isEmpty() ? Optional.of(erasure(plugin, origin, now)) : Optional.empty(),
        PluginAudits.removed("deletePlugin", plugin, remaining, going, origin, now));
  }

  private static Erasure erasure(RegisteredPlugin plugin, Origin origin, Instant now) {
    var subject = new ErasedPlugin(plugin.pluginId());
    return Erasure.begun(UUID.randomUUID(), subject, origin, Map.of(), now);
  }
}
