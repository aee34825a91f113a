package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Outages.Part;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.DeployedRelease;
import java.util.Optional;
import java.util.Set;

/// Deployments in a table that may not answer, with documents in a bucket that may not.
record StoredBehind(Deployments real, Outages outages) implements Deployments {
  @Override
  public Optional<Deployment> find(DeploymentId id) {
    return table().find(id);
  }

  @Override
  public Page<Deployment> list(DeploymentFilter filter, PageRequest page) {
    return table().list(filter, page);
  }

  @Override
  public DeploymentSlot slot(PluginId pluginId, Environment environment) {
    return table().slot(pluginId, environment);
  }

  @Override
  public Set<DeploymentId> holders() {
    return table().holders();
  }

  @Override
  public Set<DeploymentId> waiting() {
    return table().waiting();
  }

  @Override
  public Optional<DeployedRelease> release(ReleaseId id) {
    return table().release(id);
  }

  @Override
  public DeploymentChange.Result commit(DeploymentChange change) {
    if (change.document().isPresent()) {
      outages.check(Part.S3);
    }
    var result = table().commit(change);
    outages.wrote();
    return result;
  }

  private Deployments table() {
    outages.check(Part.DynamoDb);
    return real;
  }
}
