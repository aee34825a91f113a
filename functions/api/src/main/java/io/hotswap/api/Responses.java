package io.hotswap.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.serialization.Json;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// HTTP responses of answers and refusals.
final class Responses {
  private Responses() {}

  static StoredAnswer of(Result<ApiAnswer> result, RequestIds ids) {
    return switch (result) {
      case Result.Done<ApiAnswer>(var answer) -> of(answer);
      case Result.Refused<ApiAnswer>(var refusal) -> ProblemDocument.of(refusal, ids);
    };
  }

  static MutableHttpResponse<String> http(Refusal refusal, RequestIds ids) {
    return http(ProblemDocument.of(refusal, ids));
  }

  static MutableHttpResponse<String> http(StoredAnswer answer) {
    MutableHttpResponse<String> response = HttpResponse.status(answer.status(), "");
    answer.headers().forEach(response::header);
    return answer.body().isEmpty() ? response : response.body(answer.body());
  }

  /// For a request that the framework never sees.
  static APIGatewayProxyResponseEvent event(Refusal refusal, RequestIds ids) {
    var problem = ProblemDocument.of(refusal, ids);
    Map<String, List<String>> headers = new HashMap<>();
    problem.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(problem.status())
        .withHeaders(problem.headers())
        .withMultiValueHeaders(headers)
        .withBody(problem.body());
  }

  private static StoredAnswer of(ApiAnswer answer) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    if (answer.body().isPresent()) {
      headers.putIfAbsent(ApiAnswer.CONTENT_TYPE, "application/json");
    }
    return new StoredAnswer(
        answer.status(), headers, answer.body().map(Responses::text).orElse(""));
  }

  private static String text(Object body) {
    return body instanceof String text ? text : Json.write(body);
  }
}
