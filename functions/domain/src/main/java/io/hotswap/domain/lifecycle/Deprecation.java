package io.hotswap.domain.lifecycle;

import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Optional;

/// That a version should not be used any more. It can still be deployed and pinned.
///
/// @param message for the plugin's users: why, and what to do
/// @param successor the version to use instead
/// @param endOfLife until when it is supported
public record Deprecation(
    String message,
    Optional<SemanticVersion> successor,
    Optional<Instant> endOfLife,
    Instant since) {
  public Deprecation {
    message = BoundedText.sentence(message);
  }

  /// One sentence for plans and answers.
  ///
  /// @param version that is deprecated
  public String warning(String version) {
    return "%s is deprecated%s: %s%s"
        .formatted(
            version,
            endOfLife.map(it -> ", and its life ends at " + it).orElse(""),
            message,
            successor.map(it -> " Its successor is " + it + ".").orElse(""));
  }

  /// Whether both say the same, whenever they were made.
  public boolean isLike(Deprecation other) {
    return message.equals(other.message)
        && successor.equals(other.successor)
        && endOfLife.equals(other.endOfLife);
  }
}
