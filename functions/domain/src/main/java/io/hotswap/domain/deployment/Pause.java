package io.hotswap.domain.deployment;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// Who paused a deployment, and why.
///
/// @param by a person's name, or `HotSwap` for an automatic pause
public record Pause(String by, String reason, Instant at) {
  public Pause {
    by = BoundedText.name(by);
    reason = BoundedText.sentence(reason);
  }
}
