package io.hotswap.spi;

import java.time.Duration;
import java.time.Instant;

/// One call of one operation for one tenant. Implemented by the runtime; safe to hand to other
/// threads.
public interface Call {

  /// The operation's name, one of those in the manifest.
  String operation();

  /// The tenant that the verified token names. Never empty, never taken from the request itself.
  String tenant();

  /// The media type of [#body] as the client sent it, parameters included, for example
  /// `text/markdown; charset=utf-8`; `application/octet-stream` where the client sent none.
  String contentType();

  /// The request's bytes, empty where there are none. Not copied: read, don't write.
  byte[] body();

  /// The plugin's configuration for this tenant, checked against the manifest's schema. It does not
  /// change during the call; the next call may bring another.
  Configuration configuration();

  /// W3C trace context (`00-<trace id>-<span id>-<flags>`) to send along with requests that the
  /// plugin makes itself.
  String traceparent();

  /// W3C `tracestate` to send along with [#traceparent]: the client's, empty when it sent none.
  default String tracestate() {
    return "";
  }

  /// When the runtime stops waiting: the thread is interrupted and the client has its 504.
  Instant deadline();

  /// The time until [#deadline], zero when it has passed.
  default Duration remaining() {
    var left = Duration.between(Instant.now(), deadline());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
