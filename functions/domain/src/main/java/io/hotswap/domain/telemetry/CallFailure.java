package io.hotswap.domain.telemetry;

import java.time.Instant;
import java.util.List;

/// A call that a plugin failed, for its author. Nothing of what the call carried is in it.
///
/// @param type class of what was thrown, or `timed out`
/// @param message what it says of itself, without what came with the call or looks like a secret;
///   bounded
/// @param frames where it was thrown, `class.method(file:line)`, the innermost first; and `caused
///   by <class>` before those of a cause
/// @param traceId of the call: the whole stands in the node's log under it
public record CallFailure(
    Instant at,
    String operation,
    String type,
    String message,
    List<String> frames,
    String traceId) {
  public CallFailure {
    frames = List.copyOf(frames);
  }
}
