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

/// What the requester is told of an approval.
final class ApprovalMessages {
  private ApprovalMessages() {}

  /// @param after somebody decided, or its time was up; whoever withdraws one knows it already
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
        "%s %s to %s: %s".formatted(it.pluginName(), it.version(), it.environment(), news(it)),
        text(it),
        it.deploymentId().toString(),
        now);
  }

  private static String news(Approval it) {
    return switch (it.status()) {
      case Pending ->
          "approved as %s; still missing: %s"
              .formatted(it.decisions().getLast().as().words(), Approver.words(it.stillNeeded()));
      case Approved -> "approved";
      case Rejected -> "rejected";
      case Expired -> "nobody decided in time";
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
                .formatted(Approver.words(it.stillNeeded()), it.expiresAt());
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
            it.name(), it.approved() ? "approved" : "rejected", it.as().words(), reason, lapsed);
  }
}
