package io.hotswap.runtime.http;

import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.persistence.Json;
import io.hotswap.telemetry.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A refusal as RFC 9457 has it: the same shape as the control plane's.
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String requestId,
    String traceId,
    List<FieldError> errors) {
  private static final String CONTENT_TYPE = "application/problem+json";

  Problem {
    errors = List.copyOf(errors);
  }

  /// @param traceparent of the call, or else of the client; empty when there is neither
  static Outbound answer(Refusal refusal, String traceparent, List<Header> headers) {
    var code = refusal.code();
    var problem =
        new Problem(
            code.urn(),
            code.title(),
            code.status(),
            refusal.detail(),
            newRequestId(),
            traceIdOf(traceparent),
            refusal.errors());
    return new Outbound(
        code.status(), CONTENT_TYPE, Json.write(problem).getBytes(StandardCharsets.UTF_8), headers);
  }

  static Outbound answer(Refusal refusal, Inbound request) {
    return answer(refusal, request.header(Header.TRACEPARENT), List.of());
  }

  private static String traceIdOf(String traceparent) {
    var context = Traceparent.spanContext(traceparent);
    return context.isValid() ? context.getTraceId() : "";
  }

  private static String newRequestId() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
