package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.routing.RoutingDocuments;

class WorldTest extends DeploymentsContract {
  private final World world = new World();

  @Override
  protected Deployments deployments() {
    return world;
  }

  @Override
  protected Approvals approvals() {
    return world.known;
  }

  @Override
  protected RoutingDocuments routing() {
    return world;
  }
}
