package io.hotswap.domain.approval.decision;

import io.hotswap.domain.access.Requester;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approval.Decision;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Notifications to the requester about an approval.
final class ApprovalMessages {
  private ApprovalMessages() {}

  /// @param after the approval after its change. A withdrawn one sends nothing: the person who
  ///   withdrew it knows
  static List<Message> of(Approval after, Requester requester, Instant now) {
    return after.status() == ApprovalStatus.Withdrawn
        ? List.of()
        : List.of(message(after, requester, now));
  }

  private static Message message(Approval it, Requester requester, Instant now) {
    var name = it.id() + "#" + it.revision();
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.ApprovalDecided,
        new Audience.Requester(requester.name(), requester.email()),
        "%s %s to %s: %s"
            .formatted(it.pluginName(), it.version(), it.environment(), statusText(it)),
        text(it),
        it.deploymentId().toString(),
        now);
  }

  private static String statusText(Approval it) {
    return switch (it.status()) {
      case Pending ->
          "approved as %s; still missing: %s"
              .formatted(
                  it.decisions().getLast().as().displayName(),
                  Approver.displayName(it.stillNeeded()));
      case Approved -> "approved";
      case Rejected -> "rejected";
      case Expired -> "expired without a decision";
      case Withdrawn -> "withdrawn";
    };
  }

  private static String text(Approval it) {
    var decisions =
        it.decisions().stream().map(ApprovalMessages::line).collect(Collectors.joining());
    var missing =
        it.stillNeeded().isEmpty() || it.status() == ApprovalStatus.Rejected
            ? ""
            : "Still missing: %s, before %s\n"
                .formatted(Approver.displayName(it.stillNeeded()), it.expiresAt());
    return decisions
        + missing
        + "Look at /api/v1/approvals/%s and /api/v1/deployments/%s\n"
            .formatted(it.id(), it.deploymentId());
  }

  private static String line(Decision it) {
    var reason = it.reason().map(why -> ": " + why).orElse("");
    var lapsed = it.lapsed().map(why -> "; no longer counts: " + why).orElse("");
    return "%s %s as %s%s%s\n"
        .formatted(
            it.name(),
            it.approved() ? "approved" : "rejected",
            it.as().displayName(),
            reason,
            lapsed);
  }
}
