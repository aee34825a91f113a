package io.hotswap.notifications;

import java.util.Map;
import java.util.Optional;

/// @param secret ARN of the secret that holds the incoming webhook's URL
record SlackConfig(String secret) {
  private static final String SECRET = "HOTSWAP_SLACK_WEBHOOK_SECRET";

  SlackConfig {
    if (!secret.startsWith("arn:")) {
      throw new IllegalArgumentException(SECRET + " must be the ARN of a secret, not: " + secret);
    }
  }

  /// Empty when no secret is configured: nothing is sent to Slack.
  static Optional<SlackConfig> from(Map<String, String> environment) {
    return Optional.of(environment.getOrDefault(SECRET, "").strip())
        .filter(it -> !it.isEmpty())
        .map(SlackConfig::new);
  }
}
