package io.hotswap.runtime.forwarding;

import io.netty.handler.codec.http.HttpHeaders;

/// How it ended to give a call to another node.
public sealed interface Forwarded {
  /// @param node that was asked
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  record Answered(String node, int status, HttpHeaders headers, byte[] body) implements Forwarded {}

  /// No other node has begun with the call: it may be answered here, or refused.
  record Untaken(String why) implements Forwarded {}

  /// Another node has the call, or had it, and nobody knows how far it came: it must not be tried
  /// again.
  record Lost(String node, String why) implements Forwarded {}

  /// As lost, at the call's deadline.
  record TimedOut(String node) implements Forwarded {}
}
