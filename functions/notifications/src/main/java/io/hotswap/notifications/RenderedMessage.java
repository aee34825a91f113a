package io.hotswap.notifications;

import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;

/// A message as people read it. Its last line carries the id, by which duplicates can be
/// recognized.
record RenderedMessage(String subject, String text, String footer) {
  /// The header that carries a message's id.
  static final String ID_HEADER = "X-HotSwap-Message-Id";

  static RenderedMessage of(Message message, StageAddress from) {
    // A line break in a subject would start another header.
    var subject = message.subject().replaceAll("\\p{Cntrl}+", " ").strip();
    var footer =
        "For %s. HotSwap %s, message %s".formatted(whom(message.to()), from.stage(), message.id());
    return new RenderedMessage(
        "[HotSwap %s] %s".formatted(from.stage(), subject),
        from.linked(message.text().strip()),
        footer);
  }

  private static String whom(Audience audience) {
    return switch (audience) {
      case Audience.TeamLeads() -> "the team leads";
      case Audience.PlatformAdmins() -> "the platform admins";
      case Audience.Operators() -> "the operators";
      case Audience.Requester(var name, var email) -> name;
      case Audience.TenantContacts(var tenant, var emails) -> "the contacts of " + tenant;
    };
  }
}
