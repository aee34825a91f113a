package io.hotswap.domain.dependency.world;

import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import java.util.Set;
import java.util.stream.Collectors;

/// Versions that are not withdrawn and whose checks have passed.
public final class UnendedVersions implements DeployableVersions {
  private final VersionLifecycles lifecycles;
  private final CheckedVersions checked;

  public UnendedVersions(VersionLifecycles lifecycles, CheckedVersions checked) {
    this.lifecycles = lifecycles;
    this.checked = checked;
  }

  @Override
  public Set<SemanticVersion> among(String plugin, Set<SemanticVersion> versions) {
    var id = PluginId.of(plugin);
    var withdrawn =
        lifecycles.of(id).stream()
            .filter(it -> it.lifecycle().withdrawal().isPresent())
            .map(VersionLifecycle::version)
            .collect(Collectors.toSet());
    return checked.find(id, versions).stream()
        .filter(it -> it.state() == CheckState.Passed || it.state() == CheckState.Warned)
        .map(VersionChecks::version)
        .filter(it -> !withdrawn.contains(it))
        .collect(Collectors.toSet());
  }
}
