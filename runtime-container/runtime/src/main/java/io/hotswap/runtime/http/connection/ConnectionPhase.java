package io.hotswap.runtime.http.connection;

/// The state of a connection.
enum ConnectionPhase {
  /// Waiting for a request.
  IDLE,
  /// The head was read; the handler decides whether to accept the request.
  DECIDING,
  /// The body is being read.
  READING_BODY,
  /// The request is complete; the answer is being made elsewhere.
  CALLING,
  /// The client has not read the answer yet.
  SENDING,
  /// The answer was sent; the rest of the body is read and dropped.
  DISCARDING,
  /// The last answer was sent; the connection is being closed.
  CLOSING
}
