package io.hotswap.domain.lifecycle;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// That a version is not to be deployed or pinned any more. Where it serves it goes on serving.
///
/// @param reason for the platform's own people
public record Withdrawal(String reason, Instant since) {
  public Withdrawal {
    reason = BoundedText.sentence(reason);
  }
}
