package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.DeployedRelease;
import java.util.Optional;
import java.util.Set;

/// Deployments, and the slot of each plugin in each environment. Reads are consistent.
public interface Deployments {
  Optional<Deployment> find(DeploymentId id);

  /// Newest first; eventually consistent. A page may have fewer items than its limit, or none, and
  /// yet a next one: the number of items scanned for a page is bounded.
  Page<Deployment> list(DeploymentFilter filter, PageRequest page);

  /// The slot; free with fence 0 when it was never held.
  DeploymentSlot slot(PluginId pluginId, Environment environment);

  /// All deployments that hold a slot.
  Set<DeploymentId> holders();

  /// All deployments that wait for approvers, or for their slot after the approval.
  Set<DeploymentId> waiting();

  /// The release that some deployment was to bring.
  Optional<DeployedRelease> release(ReleaseId id);

  /// Writes a change atomically. A new deployment is written only while its version exists.
  DeploymentChange.Result commit(DeploymentChange change);
}
