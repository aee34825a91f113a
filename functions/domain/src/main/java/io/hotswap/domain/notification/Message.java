package io.hotswap.domain.notification;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A notification to people. It is written in the transaction of the change that it reports, and
/// sent afterwards.
///
/// @param id stays the same when it is sent again, so that duplicates can be recognised
/// @param to the audience; addresses are configuration of the channels
/// @param subject one line
/// @param text with the numbers and where to find more
/// @param deploymentId the deployment concerned; empty when there is none
public record Message(
    UUID id,
    Kind kind,
    Audience to,
    String subject,
    String text,
    String deploymentId,
    Instant createdAt) {
  // Bytes, limited by the size of a stored item; mail and Slack accept more.
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
    NodeChanged,
    PinEnding,
    VersionDeprecated,
    EndOfLife,
    TrustLost,
    MalwareFound
  }

  public sealed interface Audience {
    record TeamLeads() implements Audience {}

    record PlatformAdmins() implements Audience {}

    /// The operators of the platform.
    record Operators() implements Audience {}

    /// @param name display name
    /// @param email from their token; empty: the operators are notified instead
    record Requester(String name, String email) implements Audience {}

    /// People of a tenant.
    ///
    /// @param emails at least one
    record TenantContacts(String tenant, List<String> emails) implements Audience {
      public TenantContacts {
        emails = List.copyOf(emails);
      }
    }
  }
}
