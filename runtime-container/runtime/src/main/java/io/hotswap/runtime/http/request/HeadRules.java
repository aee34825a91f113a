package io.hotswap.runtime.http.request;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.ResponseHeader;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;

/// The checks of RFC 9110 and 9112 on a request's head that the decoder does not make. After a
/// refusal the start of the next request is unknown: the connection ends.
public final class HeadRules {
  private static final List<AsciiString> ONCE_ONLY =
      List.of(
          ResponseHeader.AUTHORIZATION,
          ResponseHeader.TENANT,
          ResponseHeader.PREVIEW,
          ResponseHeader.FORWARDED_BY,
          ResponseHeader.CONTENT_TYPE);
  private static final String ALSO_IN_HOSTS = "-._~!$&'()*+,;=:%[]";

  private HeadRules() {}

  public static Result<InboundRequest> check(HttpRequest request) {
    var failure = request.decoderResult().cause();
    if (failure != null) {
      return Result.refused(undecodable(request, failure));
    }
    if (request.protocolVersion().majorVersion() != 1) {
      return Result.refused(
          ErrorCode.HTTP_VERSION_NOT_SUPPORTED,
          "This node speaks HTTP/1.1, not " + request.protocolVersion() + ".");
    }
    if (request.method().name().equals("CONNECT")) {
      return Result.refused(ErrorCode.NOT_IMPLEMENTED, "This node is no proxy: no CONNECT.");
    }
    var headers = request.headers();
    return host(request, headers)
        .then(it -> expectation(it, headers))
        .then(it -> once(it, headers))
        .then(it -> inbound(it, headers));
  }

  public static boolean expectsContinue(HttpRequest request) {
    return isOfNow(request) && request.headers().contains(HttpHeaderNames.EXPECT);
  }

  private static boolean isOfNow(HttpRequest request) {
    return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
  }

  private static Refusal undecodable(HttpRequest request, Throwable failure) {
    if (failure instanceof TooLongHttpLineException) {
      return Refusal.of(
          ErrorCode.URI_TOO_LONG,
          "A request line has at most " + RequestDecoder.LONGEST_LINE + " bytes.");
    }
    if (failure instanceof TooLongHttpHeaderException) {
      return Refusal.of(
          ErrorCode.HEADERS_TOO_LARGE,
          "The header fields, tokens among them, have at most "
              + RequestDecoder.LARGEST_HEAD
              + " bytes together.");
    }
    // The decoder reports an unknown coding as malformed, too.
    var coding = request.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
    if (coding != null && isUnknownCoding(coding)) {
      return Refusal.of(
          ErrorCode.NOT_IMPLEMENTED, "The one transfer coding known here is chunked.");
    }
    return Refusal.of(ErrorCode.BAD_REQUEST, "This is not an HTTP/1.1 request.");
  }

  private static boolean isUnknownCoding(String codings) {
    for (var coding : codings.split(",", -1)) {
      if (!coding.isBlank()
          && !coding.strip().toLowerCase(Locale.ROOT).equals(HttpHeaderValues.CHUNKED.toString())) {
        return true;
      }
    }
    return false;
  }

  private static Result<HttpRequest> host(HttpRequest request, HttpHeaders headers) {
    var hosts = headers.valueStringIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return isOfNow(request) ? bad("Host", "one Host header") : Result.done(request);
    }
    var host = hosts.next();
    return hosts.hasNext() || !isHost(host)
        ? bad("Host", "one Host header with a host and perhaps a port")
        : Result.done(request);
  }

  private static boolean isHost(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && ALSO_IN_HOSTS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Result<HttpRequest> expectation(HttpRequest request, HttpHeaders headers) {
    if (!expectsContinue(request)) {
      return Result.done(request);
    }
    for (var value : headers.getAll(HttpHeaderNames.EXPECT)) {
      for (var expected : value.split(",", -1)) {
        if (!expected.isBlank()
            && !expected.strip().equalsIgnoreCase(HttpHeaderValues.CONTINUE.toString())) {
          return Result.refused(
              Refusal.of(
                  ErrorCode.EXPECTATION_FAILED,
                  "This node does not know what to expect by " + expected.strip() + ".",
                  "#header/Expect",
                  "100-continue",
                  "Leave the header out, or send 100-continue."));
        }
      }
    }
    return Result.done(request);
  }

  private static Result<HttpRequest> once(HttpRequest request, HttpHeaders headers) {
    for (var name : ONCE_ONLY) {
      var values = headers.valueCharSequenceIterator(name);
      if (values.hasNext()) {
        values.next();
        if (values.hasNext()) {
          return bad(name.toString(), "one " + name + " header");
        }
      }
    }
    if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        && isUnknownCoding(
            String.join(",", request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING)))) {
      return Result.refused(
          ErrorCode.NOT_IMPLEMENTED, "The one transfer coding known here is chunked.");
    }
    return Result.done(request);
  }

  private static <T> Result<T> bad(String header, String expected) {
    return Result.refused(
        Refusal.of(
            ErrorCode.BAD_REQUEST,
            "The header " + header + " is not there once.",
            "#header/" + header,
            expected,
            "Send it once."));
  }

  private static Result<InboundRequest> inbound(HttpRequest request, HttpHeaders headers) {
    var method = request.method().name();
    return RequestTarget.of(request.uri(), method)
        .map(target -> InboundRequest.head(method, target.path(), target.query(), headers));
  }
}
