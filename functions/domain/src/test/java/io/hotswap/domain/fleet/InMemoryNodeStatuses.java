package io.hotswap.domain.fleet;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Outbox;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recorded statuses in memory, as the nodes' table keeps them. */
final class InMemoryNodeStatuses implements NodeStatuses {
  private final Map<List<Object>, NodeStatus> recorded = new HashMap<>();
  private final Outbox outbox;

  InMemoryNodeStatuses(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public List<NodeStatus> of(Environment environment) {
    return recorded.values().stream()
        .filter(it -> it.environment() == environment)
        .sorted(Comparator.comparing(NodeStatus::nodeId))
        .toList();
  }

  @Override
  public boolean replace(Optional<NodeStatus> before, NodeStatus next, List<Message> messages) {
    var known = Optional.ofNullable(recorded.get(key(next)));
    boolean changed = !known.map(NodeStatus::changes).equals(before.map(NodeStatus::changes));
    if (changed || !outbox.find(messages.stream().map(Message::id).toList()).isEmpty()) {
      return false;
    }
    recorded.put(key(next), next);
    outbox.put(messages);
    return true;
  }

  @Override
  public void forget(NodeStatus known) {
    recorded.remove(key(known));
  }

  private static List<Object> key(NodeStatus it) {
    return List.of(it.environment(), it.nodeId());
  }
}
