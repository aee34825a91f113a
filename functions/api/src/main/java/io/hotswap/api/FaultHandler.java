package io.hotswap.api;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.tenant.configuration.LostDefaults;
import io.hotswap.identity.TokenVerifier.KeysUnavailable;
import io.hotswap.persistence.failure.AwsFailure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Unexpected faults: logged with the trace, answered without internals.
@Singleton
final class FaultHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

  @Override
  @SuppressWarnings("rawtypes") // Micronaut's own signature
  public HttpResponse<?> handle(HttpRequest request, Throwable fault) {
    LOG.error("{} {} failed", request.getMethodName(), request.getPath(), fault);
    Span.current().recordException(fault);
    return Responses.http(refusal(fault), RequestIds.of(request));
  }

  private static Refusal refusal(Throwable fault) {
    if (fault instanceof KeysUnavailable) {
      return Refusal.of(ErrorCode.NOT_READY, "The token issuer's keys cannot be had just now.");
    }
    if (fault instanceof LostDefaults) {
      // The platform's to mend, so a status for which the operators are alerted.
      return Refusal.of(ErrorCode.DEFAULTS_LOST, String.valueOf(fault.getMessage()));
    }
    return AwsFailure.behind(fault).filter(AwsFailure::isPassing).isPresent()
        ? Refusal.of(ErrorCode.BUSY, "Send the same request again, with its Idempotency-Key.")
        : Refusal.of(
            ErrorCode.INTERNAL_ERROR,
            "The fault is logged under the trace and request id given here.");
  }
}
