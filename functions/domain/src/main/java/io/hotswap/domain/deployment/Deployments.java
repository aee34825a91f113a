package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.Optional;
import java.util.Set;

/// Deployments, and the place that each plugin has in each environment. Reads are consistent.
public interface Deployments {
  Optional<Deployment> find(DeploymentId id);

  /// Newest first; may lag behind by a moment. A page may have fewer items than its limit, or none,
  /// and yet a next one: only so many are looked at for it.
  Page<Deployment> list(DeploymentFilter filter, PageRequest page);

  /// The place, free with fence 0 when nobody ever took it.
  DeploymentSlot place(PluginId pluginId, Environment environment);

  /// Everybody who holds a place.
  Set<DeploymentId> holders();

  /// Everybody who waits for approvers, or for the place after they agreed.
  Set<DeploymentId> waiting();

  /// Writes all of a change or nothing. A new deployment is written only while its version exists.
  DeploymentChange.Result commit(DeploymentChange change);
}
