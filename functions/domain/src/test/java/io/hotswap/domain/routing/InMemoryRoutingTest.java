package io.hotswap.domain.routing;

import java.util.ArrayList;

class InMemoryRoutingTest extends RoutingChangesContract {
  private final InMemoryRouting routing = new InMemoryRouting(new ArrayList<>(), new ArrayList<>());

  @Override
  protected RoutingChanges changes() {
    return routing;
  }

  @Override
  protected RoutingDocuments routing() {
    return routing;
  }
}
