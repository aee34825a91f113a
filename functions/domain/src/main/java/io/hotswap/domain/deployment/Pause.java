package io.hotswap.domain.deployment;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// Why a deployment stands still.
///
/// @param by a person's name, or `HotSwap` when it paused by itself
public record Pause(String by, String reason, Instant at) {
  public Pause {
    by = BoundedText.name(by);
    reason = BoundedText.sentence(reason);
  }
}
