package io.hotswap.runtime.http.message;

import io.hotswap.domain.refusal.Category;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A refusal as problem details (RFC 9457), in the control plane's format.
public record HttpProblem(
    String type,
    String title,
    int status,
    String detail,
    String requestId,
    String traceId,
    List<Violation> errors) {
  private static final Logger LOG = LoggerFactory.getLogger(HttpProblem.class);
  private static final ResponseHeader CHALLENGE =
      new ResponseHeader(ResponseHeader.WWW_AUTHENTICATE, "Bearer");
  private static final Refusal FAULT =
      Refusal.of(ErrorCode.INTERNAL_ERROR, "The node's log says what went wrong.");
  private static final String CONTENT_TYPE = "application/problem+json";

  record Violation(String pointer, String expected, String fix) {
    static Violation of(FieldError it) {
      return new Violation(it.pointer(), it.expected(), it.fix());
    }
  }

  public HttpProblem {
    errors = List.copyOf(errors);
  }

  /// @param traceparent of the call, or else the client's; empty for neither
  public static OutboundResponse answer(
      Refusal refusal, String traceparent, List<ResponseHeader> headers) {
    var code = refusal.code();
    var problem =
        new HttpProblem(
            code.urn(),
            code.title(),
            code.status(),
            refusal.detail(),
            newRequestId(),
            Traceparent.traceId(traceparent).orElse(""),
            refusal.errors().stream().map(Violation::of).toList());
    return new OutboundResponse(
        code.status(),
        CONTENT_TYPE,
        Json.write(problem).getBytes(StandardCharsets.UTF_8),
        code.category() == Category.UNAUTHENTICATED ? challenging(headers) : headers);
  }

  public static OutboundResponse answer(
      Refusal refusal, InboundRequest request, ResponseHeader... headers) {
    return answer(refusal, request.traceparent(), List.of(headers));
  }

  /// A fault of the node, which the client cannot fix. Logs the cause.
  public static OutboundResponse fault(InboundRequest request, Throwable cause) {
    LOG.error("{} {} failed", request.method(), request.path(), cause);
    return fault(request);
  }

  public static OutboundResponse fault(InboundRequest request) {
    return answer(FAULT, request);
  }

  // RFC 9110, 11.6.1: a 401 names the authentication scheme.
  private static List<ResponseHeader> challenging(List<ResponseHeader> headers) {
    List<ResponseHeader> all = new ArrayList<>(headers);
    all.add(CHALLENGE);
    return all;
  }

  private static String newRequestId() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
