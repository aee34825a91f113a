package io.hotswap.domain.telemetry;

import java.time.Instant;
import java.util.List;

/// A failed call, for the plugin's author. Contains nothing of the call's content.
///
/// @param type class of the throwable, or `timed out`
/// @param message of the throwable, without text from the call or anything like a secret; bounded
/// @param frames `class.method(file:line)`, innermost first; `caused by <class>` precedes those of
///   a cause
/// @param traceId of the call, under which the node's log has the full failure
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
