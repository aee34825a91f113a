package io.hotswap.domain.deployment;

import io.hotswap.domain.plugin.PluginId;
import java.util.List;
import java.util.Optional;

/// Deployments, and the place that each plugin has in each environment. Reads are consistent.
public interface Deployments {
  Optional<Deployment> find(DeploymentId id);

  /// Newest first; may lag behind by a moment.
  ///
  /// @param from where the page before said the next one begins
  Page list(int limit, Optional<String> from);

  /// The place, free with fence 0 when nobody ever took it.
  Place place(PluginId pluginId, Environment environment);

  /// Writes all of a change or nothing. A new deployment is written only while its version exists.
  DeploymentChange.Result commit(DeploymentChange change);

  /// @param next where the next page begins; empty on the last
  record Page(List<Deployment> items, Optional<String> next) {
    public Page {
      items = List.copyOf(items);
    }
  }
}
