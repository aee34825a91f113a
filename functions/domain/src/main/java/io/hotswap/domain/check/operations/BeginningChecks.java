package io.hotswap.domain.check.operations;

import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.RegisteredPlugin;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Begins the checks of versions: of a new one, whose record was written with it, and of those that
/// were registered before there were these checks.
public final class BeginningChecks {
  private static final int PLUGINS = 10;

  private final Plugins plugins;
  private final CheckedVersions checked;
  private final CheckExecutions executions;
  private final InstantSource clock;

  public BeginningChecks(
      Plugins plugins, CheckedVersions checked, CheckExecutions executions, InstantSource clock) {
    this.plugins = plugins;
    this.checked = checked;
    this.executions = executions;
    this.clock = clock;
  }

  /// Starts the first run. Where that fails, the reconciliation does it later.
  public void begin(PluginVersion version) {
    checked
        .find(version.pluginId(), version.version())
        .or(() -> recorded(version))
        .filter(it -> it.run() == 1 && !it.pending().isEmpty())
        .ifPresent(executions::start);
  }

  /// Empty when somebody else was faster.
  private Optional<VersionChecks> recorded(PluginVersion version) {
    var begun =
        VersionChecks.begun(
            version.pluginId(), version.version(), version.digest(), clock.instant());
    return checked.write(begun, Optional.empty()) ? Optional.of(begun) : Optional.empty();
  }

  /// A part of a walk over all plugins.
  ///
  /// @param next where the next part begins; empty at the end
  public record Part(List<PluginVersion> begun, Optional<String> next) {}

  /// Begins the checks of versions without a record, and those that a record lacks, of ten plugins.
  public Part beginMissing(Optional<String> after) {
    var page = plugins.list(new PageRequest(PLUGINS, after));
    var missing =
        page.items().stream()
            .map(RegisteredPlugin::pluginId)
            .flatMap(id -> plugins.find(id, incomplete(id)).stream())
            .toList();
    missing.forEach(this::complete);
    return new Part(missing, page.next());
  }

  private Set<SemanticVersion> incomplete(PluginId id) {
    var versions = new HashSet<>(plugins.versions(id));
    checked.find(id, versions).stream()
        .filter(it -> !it.lacksChecks())
        .forEach(it -> versions.remove(it.version()));
    return versions;
  }

  private void complete(PluginVersion version) {
    var known = checked.find(version.pluginId(), version.version());
    if (known.isEmpty()) {
      begin(version);
      return;
    }
    known
        .filter(VersionChecks::lacksChecks)
        .map(it -> it.withLackingChecks(clock.instant()))
        .filter(it -> checked.write(it, Optional.empty()))
        .ifPresent(executions::start);
  }
}
