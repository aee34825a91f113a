package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.routing.RoutingDocuments;

class InMemoryControlPlaneTest extends DeploymentsContract {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @Override
  protected Deployments deployments() {
    return inMemoryControlPlane;
  }

  @Override
  protected Approvals approvals() {
    return inMemoryControlPlane.known;
  }

  @Override
  protected RoutingDocuments routing() {
    return inMemoryControlPlane;
  }
}
