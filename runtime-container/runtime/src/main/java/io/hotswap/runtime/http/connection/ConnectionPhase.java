package io.hotswap.runtime.http.connection;

/// Where a connection is.
enum ConnectionPhase {
  /// A request may come.
  IDLE,
  /// Its head is here; whether it is let in is looked at.
  DECIDING,
  /// Its body comes.
  GATHERING,
  /// It is whole, and is answered by others.
  CALLING,
  /// Its client has yet to take the answer.
  SENDING,
  /// It is answered, and what is left of its body is read for nothing.
  DISCARDING,
  /// It was the last.
  PARTING
}
