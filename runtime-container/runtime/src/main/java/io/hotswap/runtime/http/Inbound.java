package io.hotswap.runtime.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/// A request that arrived whole.
///
/// @param path without the query
/// @param query what follows the `?`; empty when nothing does
// One copy of the body is on the path of every call; nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
record Inbound(String method, String path, String query, HttpHeaders headers, byte[] body) {
  /// The header's value, empty when it is missing.
  String header(AsciiString name) {
    var value = headers.get(name);
    return value == null ? "" : value;
  }
}
