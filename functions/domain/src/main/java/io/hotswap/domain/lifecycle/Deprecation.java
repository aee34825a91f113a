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
/// @param onEndOfLife what becomes of its tenants then; empty: what the stage does
/// @param ended when that was done
public record Deprecation(
    String message,
    Optional<SemanticVersion> successor,
    Optional<Instant> endOfLife,
    Instant since,
    Optional<EndOfLifeAction> onEndOfLife,
    Optional<Instant> ended) {
  public Deprecation {
    message = BoundedText.sentence(message);
  }

  public Deprecation(
      String message,
      Optional<SemanticVersion> successor,
      Optional<Instant> endOfLife,
      Instant since) {
    this(message, successor, endOfLife, since, Optional.empty(), Optional.empty());
  }

  /// Whether its end has come, and nothing was done about it yet.
  public boolean isDue(Instant now) {
    return ended.isEmpty() && endOfLife.filter(it -> !now.isBefore(it)).isPresent();
  }

  public Deprecation ended(Instant now) {
    return new Deprecation(message, successor, endOfLife, since, onEndOfLife, Optional.of(now));
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
        && endOfLife.equals(other.endOfLife)
        && onEndOfLife.equals(other.onEndOfLife);
  }
}
