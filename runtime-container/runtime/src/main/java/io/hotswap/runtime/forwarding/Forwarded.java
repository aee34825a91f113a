package io.hotswap.runtime.forwarding;

import io.netty.handler.codec.http.HttpHeaders;

/// The result of forwarding a call to other nodes.
public sealed interface Forwarded {
  /// @param node id of the node that answered
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(String node, int status, HttpHeaders headers, byte[] body) implements Forwarded {}

  /// No other node has begun the call: it may be answered here, or refused.
  record Untaken(String why) implements Forwarded {}

  /// Another node received the call and may have executed it: it must not be retried.
  record Lost(String node, String why) implements Forwarded {}

  /// As [Lost], at the call's deadline.
  record TimedOut(String node) implements Forwarded {}
}
