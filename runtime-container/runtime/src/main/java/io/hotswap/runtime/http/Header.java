package io.hotswap.runtime.http;

import io.hotswap.domain.routing.PreviewToken;
import io.netty.util.AsciiString;

/// A header of an answer. Nothing checks it on its way: a value is ours, or was a header before.
/// The names keep their hashes, which a search among a request's headers begins with.
record Header(AsciiString name, String value) {
  static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
  static final AsciiString TENANT = AsciiString.cached("HotSwap-Tenant");
  static final AsciiString PREVIEW = AsciiString.cached(PreviewToken.HEADER);
  static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  static final AsciiString ALLOW = AsciiString.cached("Allow");
  static final AsciiString RETRY_AFTER = AsciiString.cached("Retry-After");
  static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
  static final AsciiString TRACESTATE = AsciiString.cached("tracestate");
  static final AsciiString VERSION = AsciiString.cached("HotSwap-Plugin-Version");
  static final AsciiString GENERATION = AsciiString.cached("HotSwap-Generation");
  static final AsciiString BUNDLE = AsciiString.cached("HotSwap-Bundle");
  static final AsciiString NODE = AsciiString.cached("HotSwap-Node");
  static final AsciiString FORWARDED_BY = AsciiString.cached("HotSwap-Forwarded-By");
  static final AsciiString EJECTED = AsciiString.cached("HotSwap-Ejected-Plugins");
  static final AsciiString CACHE = AsciiString.cached("HotSwap-Cache");
}
