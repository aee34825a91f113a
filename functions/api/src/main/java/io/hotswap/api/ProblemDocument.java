package io.hotswap.api;

import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.serialization.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A refusal as a problem document (RFC 9457).
record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    String requestId,
    String traceId,
    List<Violation> errors) {
  static final String MEDIA_TYPE = "application/problem+json";

  // A refusal quotes the request and is kept with its Idempotency-Key in an item of 400 KB.
  private static final int MOST_ERRORS = 32;
  private static final int LONGEST = 600;

  record Violation(String pointer, String expected, String fix) {
    static Violation of(FieldError it) {
      return new Violation(bounded(it.pointer()), bounded(it.expected()), bounded(it.fix()));
    }
  }

  static StoredAnswer of(Refusal refusal, RequestIds ids) {
    var code = refusal.code();
    var problem =
        new ProblemDocument(
            code.urn(),
            code.title(),
            code.status(),
            detail(refusal),
            ids.requestId(),
            ids.traceId(),
            refusal.errors().stream().limit(MOST_ERRORS).map(Violation::of).toList());
    Map<String, String> headers = new HashMap<>(headers(code));
    headers.put("Content-Type", MEDIA_TYPE);
    return new StoredAnswer(code.status(), headers, Json.write(problem));
  }

  private static String detail(Refusal refusal) {
    int all = refusal.errors().size();
    var detail = bounded(refusal.detail());
    return all > MOST_ERRORS ? detail + " The first " + MOST_ERRORS + " are listed." : detail;
  }

  private static String bounded(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, pair ? LONGEST - 1 : LONGEST) + "…";
  }

  private static Map<String, String> headers(ErrorCode code) {
    return switch (code) {
      case MISSING_TOKEN -> Map.of("WWW-Authenticate", "Bearer");
      case INVALID_TOKEN -> Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      case TOO_MANY_DEPLOYMENTS -> Map.of("Retry-After", "30");
      case BUSY, CHECKS_PENDING -> Map.of("Retry-After", "5");
      case IDEMPOTENCY_KEY_IN_USE, NOT_READY -> Map.of("Retry-After", "1");
      default -> Map.of();
    };
  }
}
