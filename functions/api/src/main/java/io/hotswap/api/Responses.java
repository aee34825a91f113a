package io.hotswap.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.persistence.Json;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Answers and refusals as HTTP.
final class Responses {
  private Responses() {}

  static StoredAnswer of(Result<Answer> result, Trail trail) {
    return switch (result) {
      case Result.Done<Answer>(var answer) -> of(answer);
      case Result.Refused<Answer>(var refusal) -> Problem.of(refusal, trail);
    };
  }

  static MutableHttpResponse<String> http(Refusal refusal, Trail trail) {
    return http(Problem.of(refusal, trail));
  }

  static MutableHttpResponse<String> http(StoredAnswer answer) {
    MutableHttpResponse<String> response = HttpResponse.status(answer.status(), "");
    answer.headers().forEach(response::header);
    return answer.body().isEmpty() ? response : response.body(answer.body());
  }

  /// For a request that the framework never sees.
  static APIGatewayProxyResponseEvent event(Refusal refusal, Trail trail) {
    var problem = Problem.of(refusal, trail);
    Map<String, List<String>> headers = new HashMap<>();
    problem.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(problem.status())
        .withHeaders(problem.headers())
        .withMultiValueHeaders(headers)
        .withBody(problem.body());
  }

  private static StoredAnswer of(Answer answer) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    if (answer.body().isPresent()) {
      headers.put("Content-Type", "application/json");
    }
    return new StoredAnswer(answer.status(), headers, answer.body().map(Json::write).orElse(""));
  }
}
