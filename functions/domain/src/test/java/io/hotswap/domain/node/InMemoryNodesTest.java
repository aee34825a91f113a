package io.hotswap.domain.node;

class InMemoryNodesTest extends NodesContract {
  private final Nodes nodes = new InMemoryNodes();

  @Override
  protected Nodes nodes() {
    return nodes;
  }
}
