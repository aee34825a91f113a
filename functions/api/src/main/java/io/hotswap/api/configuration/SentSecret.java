package io.hotswap.api.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.tenant.secret.SecretChange;
import io.hotswap.domain.text.BoundedText;
import java.util.Optional;
import java.util.regex.Pattern;

/// A secret as it is sent: its value, the ARN of a Secrets Manager secret, or null to remove it.
final class SentSecret {
  private static final String ARN = "secretArn";
  private static final Pattern ARNS =
      Pattern.compile("arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[\\w/+=.@-]{1,512}");
  private static final int MOST_BYTES = 8_192;

  private SentSecret() {}

  /// Empty when it is none of them.
  static Optional<SecretChange> read(JsonNode sent) {
    if (sent.isNull()) {
      return Optional.of(new SecretChange.Removed());
    }
    if (sent.isTextual()) {
      return Optional.of(sent.asText()).filter(SentSecret::isValue).map(SecretChange.Value::new);
    }
    return Optional.of(sent.path(ARN).asText())
        .filter(it -> sent.size() == 1 && ARNS.matcher(it).matches())
        .map(SecretChange.Managed::new);
  }

  private static boolean isValue(String text) {
    return !text.isEmpty() && BoundedText.bytes(text) <= MOST_BYTES;
  }

  static FieldError error(String pointer) {
    return new FieldError(
        pointer,
        "a secret: a string of 1 to %d bytes, {\"%s\": \"arn:…\"}, or null"
            .formatted(MOST_BYTES, ARN),
        "Send its value or the ARN of a Secrets Manager secret, null to remove it, or leave it out"
            + " to keep the one that is set.");
  }
}
