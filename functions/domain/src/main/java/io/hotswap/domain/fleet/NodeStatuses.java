package io.hotswap.domain.fleet;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import java.util.List;
import java.util.Optional;

/// The last recorded status of each node, so that every change is reported once.
public interface NodeStatuses {
  /// Consistent read.
  List<NodeStatus> of(Environment environment);

  /// Replaces a node's status and adds the messages about the change to the outbox, atomically.
  ///
  /// @param before as it was read; empty for a new node
  /// @return false, with nothing written, when a concurrent update won
  boolean replace(Optional<NodeStatus> before, NodeStatus next, List<Message> messages);

  /// Removes a node that stopped in order or has been lost for long.
  void forget(NodeStatus known);
}
