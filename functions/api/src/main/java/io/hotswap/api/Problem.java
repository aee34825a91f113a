package io.hotswap.api;

import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.persistence.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A refusal as a problem document (RFC 9457).
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String requestId,
    String traceId,
    List<FieldError> errors) {
  static final String MEDIA_TYPE = "application/problem+json";

  static StoredAnswer of(Refusal refusal, Trail trail) {
    var code = refusal.code();
    var problem =
        new Problem(
            code.urn(),
            code.title(),
            code.status(),
            refusal.detail(),
            trail.requestId(),
            trail.traceId(),
            refusal.errors());
    Map<String, String> headers = new HashMap<>(headers(code));
    headers.put("Content-Type", MEDIA_TYPE);
    return new StoredAnswer(code.status(), headers, Json.write(problem));
  }

  private static Map<String, String> headers(ErrorCode code) {
    return switch (code) {
      case MISSING_TOKEN -> Map.of("WWW-Authenticate", "Bearer");
      case INVALID_TOKEN -> Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      case TOO_MANY_DEPLOYMENTS -> Map.of("Retry-After", "30");
      case IDEMPOTENCY_KEY_IN_USE, NOT_READY -> Map.of("Retry-After", "1");
      default -> Map.of();
    };
  }
}
