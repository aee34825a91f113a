package io.hotswap.domain.fleet;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import java.util.List;
import java.util.Optional;

/// How the nodes did when they were last looked at: a change is told once.
public interface NodeStatuses {
  /// Consistent.
  List<NodeStatus> of(Environment environment);

  /// Replaces what is known of a node, and puts in what people are told of it: both, or neither.
  ///
  /// @param before as it was read; empty for a node that was not known
  /// @return false, and nothing is written, when somebody else was quicker
  boolean replace(Optional<NodeStatus> before, NodeStatus next, List<Message> messages);

  /// The node is gone in order, or so long ago that nobody cares.
  void forget(NodeStatus known);
}
