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

/// What the operators are told of a node that changes.
final class NodeAlerts {
  private NodeAlerts() {}

  /// Nothing of a node that was not known and does well.
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
          case Live -> "is back after it was " + before.map(NodeAlerts::word).orElse("unknown");
          case Late -> "is late";
          case Lost -> "is lost";
          case Ejected -> "gives calls to other nodes";
        };
  }

  private static String word(NodeStatus status) {
    return switch (status.state()) {
      case Live -> "live";
      case Late -> "late";
      case Lost -> "lost";
      case Ejected -> "ejected";
    };
  }

  private static String text(Optional<NodeStatus> before, NodeStatus next) {
    var heard =
        "Last heard of at %s; its lease ended at %s."
            .formatted(next.heartbeatAt(), next.leaseUntil());
    var what =
        switch (next.state()) {
          case Live ->
              "It answers calls again since %s; it was %s since %s."
                  .formatted(
                      next.since(),
                      before.map(NodeAlerts::word).orElse("unknown"),
                      before.map(NodeStatus::since).orElse(next.since()));
          case Late -> heard + " It may go on serving what it last knew.";
          case Lost -> heard + " Deployments go on without it; look whether it was replaced.";
          case Ejected ->
              "It alone finds these plugins sick, and other nodes answer their calls: %s."
                  .formatted(
                      next.ejectedFrom().stream()
                          .map(PluginId::toString)
                          .collect(Collectors.joining(", ")));
        };
    return what + "\nLook at /api/v1/nodes?environment=" + next.environment() + "\n";
  }

  /// Two that find the same change at once have one message; each change has its own.
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
