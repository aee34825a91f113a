package io.hotswap.runtime.caching;

/// This node's part of what the nodes divide among them evenly. All parts together are the whole,
/// unless it is less than the nodes are many: each takes one at least.
///
/// @param nodes how many divide it
/// @param rank of this node among them, from 0: the first ones take what is left over
public record NodeShare(int nodes, int rank) {
  /// Of a node that is alone.
  public static final NodeShare WHOLE = new NodeShare(1, 0);

  public NodeShare {
    if (nodes < 1 || rank < 0 || rank >= nodes) {
      throw new IllegalArgumentException("No node is number " + rank + " of " + nodes);
    }
  }

  public int of(int whole) {
    return Math.max(1, whole / nodes + (rank < whole % nodes ? 1 : 0));
  }

  /// Whether one more fits beside those that are used.
  public boolean hasRoom(long used, int whole) {
    // Checked first because it is nearly always true and needs no division.
    return (used + 1) * nodes <= whole || used < of(whole);
  }
}
