package io.hotswap.domain.fleet;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Messages to the operators about a node whose state changed.
final class NodeAlerts {
  private NodeAlerts() {}

  /// Empty for a new node that is Live.
  static List<Message> of(Optional<NodeStatus> before, NodeStatus next, Instant now) {
    boolean well = next.state() == NodeState.Live;
    if (well && before.isEmpty()) {
      return List.of();
    }
    return List.of(message(next, subject(before, next), text(before, next), now));
  }

  private static String subject(Optional<NodeStatus> before, NodeStatus next) {
    var node = "Node %s of %s ".formatted(next.nodeId(), next.environment());
    return node
        + switch (next.state()) {
          case Live ->
              "is back after it was " + before.map(NodeAlerts::stateName).orElse("unknown");
          case Late -> "is late";
          case Lost -> "is lost";
          case Ejected -> "gives calls to other nodes";
        };
  }

  private static String stateName(NodeStatus status) {
    return switch (status.state()) {
      case Live -> "live";
      case Late -> "late";
      case Lost -> "lost";
      case Ejected -> "ejected";
    };
  }

  private static String text(Optional<NodeStatus> before, NodeStatus next) {
    var lastHeartbeat =
        "Last heartbeat at %s; its lease ended at %s."
            .formatted(next.heartbeatAt(), next.leaseUntil());
    var what =
        switch (next.state()) {
          case Live ->
              "It answers calls again since %s; it was %s since %s."
                  .formatted(
                      next.since(),
                      before.map(NodeAlerts::stateName).orElse("unknown"),
                      before.map(NodeStatus::since).orElse(next.since()));
          case Late -> lastHeartbeat + " It may go on serving what it last knew.";
          case Lost ->
              lastHeartbeat + " Deployments go on without it; check whether it was replaced.";
          case Ejected ->
              "These plugins are unhealthy on this node only; other nodes answer their calls: %s."
                  .formatted(
                      next.ejectedFrom().stream()
                          .map(PluginId::toString)
                          .collect(Collectors.joining(", ")));
        };
    return what + "\nLook at /api/v1/nodes?environment=" + next.environment() + "\n";
  }

  /// The id is derived from the change: the same change found twice is one message.
  private static Message message(NodeStatus next, String subject, String text, Instant now) {
    var name =
        String.join(
            "#",
            "NODE",
            next.environment().name(),
            next.nodeId(),
            next.state().name(),
            next.since().toString(),
            Long.toString(next.changes()));
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.NodeChanged,
        new Audience.Operators(),
        subject,
        text,
        "",
        now);
  }
}
