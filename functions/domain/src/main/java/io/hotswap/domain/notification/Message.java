package io.hotswap.domain.notification;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.UUID;

/// Something to tell people, written in the transaction that makes it true and sent afterwards.
///
/// @param id the same whenever it is sent again: a provider or a reader tells doubles by it
/// @param to who it is for; what addresses they have is the sender's configuration
/// @param subject one line
/// @param text for people, with the numbers and where to look
/// @param deploymentId what it is about; empty when it is about no deployment
public record Message(
    UUID id,
    Kind kind,
    Audience to,
    String subject,
    String text,
    String deploymentId,
    Instant createdAt) {
  // Mail and Slack take more; an item has no more room.
  private static final int MOST = 50_000;

  public Message {
    subject = BoundedText.name(subject);
    text = BoundedText.of(text, MOST);
  }

  public enum Kind {
    ApprovalRequested,
    ApprovalDecided,
    Degraded,
    RolledBack,
    FailedDirty,
    Paused,
    Ended,
    NodeChanged
  }

  public sealed interface Audience {
    record TeamLeads() implements Audience {}

    record PlatformAdmins() implements Audience {}

    /// Whoever runs the platform.
    record Operators() implements Audience {}

    /// @param name what people call them
    /// @param email as their token said; empty: the operators are told instead
    record Requester(String name, String email) implements Audience {}
  }
}
