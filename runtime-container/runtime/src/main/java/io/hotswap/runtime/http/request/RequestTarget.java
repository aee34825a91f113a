package io.hotswap.runtime.http.request;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;

/// The target of a request line (RFC 9112, 3.2): `/path?query`, the same after scheme and
/// authority, or `*` for OPTIONS.
///
/// @param query what follows the `?`; empty for none
record RequestTarget(String path, String query) {
  private static final String[] SCHEMES = {"http://", "https://"};

  static Result<RequestTarget> of(String uri, String method) {
    if (!isPlain(uri)) {
      return bad("printable ASCII characters, no #, all others percent-encoded");
    }
    if (uri.startsWith("/")) {
      return Result.done(split(uri));
    }
    if (uri.equals("*") && method.equals("OPTIONS")) {
      return Result.done(new RequestTarget(uri, ""));
    }
    for (var scheme : SCHEMES) {
      if (uri.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return absolute(uri, scheme.length());
      }
    }
    return bad("a path that begins with /, or an absolute http or https URI");
  }

  private static boolean isPlain(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }

  // The authority overrides the Host header; this node answers for any host.
  private static Result<RequestTarget> absolute(String uri, int authority) {
    int end = authority;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    if (end == authority || uri.substring(authority, end).indexOf('@') >= 0) {
      return bad("a host, and no user");
    }
    var rest = uri.substring(end);
    return Result.done(split(rest.startsWith("/") ? rest : "/" + rest));
  }

  private static RequestTarget split(String uri) {
    int query = uri.indexOf('?');
    return query < 0
        ? new RequestTarget(uri, "")
        : new RequestTarget(uri.substring(0, query), uri.substring(query + 1));
  }

  private static Result<RequestTarget> bad(String expected) {
    return Result.refused(
        Refusal.of(
            ErrorCode.BAD_REQUEST,
            "The request line has no valid target.",
            "#target",
            expected,
            "Mend the address of the request."));
  }
}
