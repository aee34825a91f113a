package io.hotswap.notifications;

import java.util.Map;
import java.util.Optional;

/// @param from sender address; SES must have verified it
record MailConfig(String from, Recipients recipients) {
  private static final String FROM = "HOTSWAP_MAIL_FROM";

  MailConfig {
    if (!Recipients.isAddress(from)) {
      throw new IllegalArgumentException(FROM + " must be a mail address, not: " + from);
    }
  }

  /// Empty when no sender is configured: no mail is sent.
  static Optional<MailConfig> from(Map<String, String> environment) {
    return Optional.of(environment.getOrDefault(FROM, "").strip())
        .filter(it -> !it.isEmpty())
        .map(it -> new MailConfig(it, Recipients.from(environment)));
  }
}
