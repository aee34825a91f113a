package io.hotswap.runtime.http.message;

import io.hotswap.domain.routing.PreviewToken;
import io.netty.util.AsciiString;

/// A response header. Values are not checked: each is the node's own, or arrived as a header. Names
/// are cached with their hashes, which lookups among request headers use.
public record ResponseHeader(AsciiString name, String value) {
  public static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
  public static final AsciiString TENANT = AsciiString.cached("HotSwap-Tenant");
  public static final AsciiString PREVIEW = AsciiString.cached(PreviewToken.HEADER);
  public static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  public static final AsciiString CONTENT_ENCODING = AsciiString.cached("Content-Encoding");
  public static final AsciiString ACCEPT_ENCODING = AsciiString.cached("Accept-Encoding");
  public static final AsciiString WWW_AUTHENTICATE = AsciiString.cached("WWW-Authenticate");
  public static final AsciiString ALLOW = AsciiString.cached("Allow");
  public static final AsciiString RETRY_AFTER = AsciiString.cached("Retry-After");
  public static final AsciiString RATE_LIMIT = AsciiString.cached("RateLimit");
  public static final AsciiString RATE_LIMIT_POLICY = AsciiString.cached("RateLimit-Policy");
  public static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
  public static final AsciiString TRACESTATE = AsciiString.cached("tracestate");
  public static final AsciiString VERSION = AsciiString.cached("HotSwap-Plugin-Version");
  public static final AsciiString GENERATION = AsciiString.cached("HotSwap-Generation");
  public static final AsciiString BUNDLE = AsciiString.cached("HotSwap-Bundle");
  public static final AsciiString DEPRECATION = AsciiString.cached("Deprecation");
  public static final AsciiString SUNSET = AsciiString.cached("Sunset");
  public static final AsciiString NODE = AsciiString.cached("HotSwap-Node");
  public static final AsciiString FORWARDED_BY = AsciiString.cached("HotSwap-Forwarded-By");
  public static final AsciiString EJECTED = AsciiString.cached("HotSwap-Ejected-Plugins");
  public static final AsciiString CACHE = AsciiString.cached("HotSwap-Cache");
}
