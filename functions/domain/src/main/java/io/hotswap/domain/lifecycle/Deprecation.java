package io.hotswap.domain.lifecycle;

import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// That a version should not be used any more. It can still be deployed and pinned.
///
/// @param message for the plugin's users: why, and what to do
/// @param successor the version to use instead
/// @param endOfLife until when it is supported
/// @param onEndOfLife what becomes of its tenants then; empty: what the stage does
/// @param ended when that was done
/// @param reminded when those whom it concerns were told a second time, shortly before its end
public record Deprecation(
    String message,
    Optional<SemanticVersion> successor,
    Optional<Instant> endOfLife,
    Instant since,
    Optional<EndOfLifeAction> onEndOfLife,
    Optional<Instant> ended,
    Optional<Instant> reminded) {
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

  /// Of which nobody was told a second time.
  public Deprecation(
      String message,
      Optional<SemanticVersion> successor,
      Optional<Instant> endOfLife,
      Instant since,
      Optional<EndOfLifeAction> onEndOfLife,
      Optional<Instant> ended) {
    this(message, successor, endOfLife, since, onEndOfLife, ended, Optional.empty());
  }

  /// Whether its end has come, and nothing was done about it yet.
  public boolean isDue(Instant now) {
    return ended.isEmpty() && endOfLife.filter(it -> !now.isBefore(it)).isPresent();
  }

  public Deprecation ended(Instant now) {
    return new Deprecation(
        message, successor, endOfLife, since, onEndOfLife, Optional.of(now), reminded);
  }

  /// Whether its end is nearer than the notice, and nobody was told again. Who was told of it no
  /// longer ago than that is not.
  public boolean isToBeReminded(Instant now, Duration notice) {
    return reminded.isEmpty()
        && ended.isEmpty()
        && endOfLife
            .filter(it -> now.isBefore(it) && !now.isBefore(it.minus(notice)))
            .filter(it -> since.isBefore(it.minus(notice)))
            .isPresent();
  }

  public Deprecation reminded(Instant now) {
    return new Deprecation(
        message, successor, endOfLife, since, onEndOfLife, ended, Optional.of(now));
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
