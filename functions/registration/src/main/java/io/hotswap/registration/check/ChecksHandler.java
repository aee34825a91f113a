package io.hotswap.registration.check;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.persistence.failure.StepFaults;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/// Invoked by the check machine, once per step, by a schedule every minute, which starts again what
/// nobody runs, and by GuardDuty's events.
public final class ChecksHandler implements RequestStreamHandler, AutoCloseable {
  private final ApplicationContext context;
  private final CheckSteps steps;
  private final CheckReview review;
  private final GuardDutyEvents events;
  private final Telemetry telemetry;

  public ChecksHandler() {
    this(System.getenv());
  }

  ChecksHandler(Map<String, String> environment) {
    context = TaskContext.start("hotswap-checks", environment);
    steps = context.getBean(CheckSteps.class);
    review = context.getBean(CheckReview.class);
    events = context.getBean(GuardDutyEvents.class);
    telemetry = context.getBean(Telemetry.class);
  }

  /// @param step name of the calling state; empty when the schedule calls
  /// @param version of the plugin; in an event it is EventBridge's own, `0`
  /// @param source of an event
  record Request(
      Optional<String> step,
      Optional<PluginId> pluginId,
      Optional<String> version,
      Optional<Integer> run,
      Optional<String> source,
      @JsonProperty("detail-type") Optional<String> type,
      Optional<JsonNode> detail) {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda)
      throws IOException {
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var request = Json.MAPPER.readValue(input, Request.class);
      if (request.step().isPresent()) {
        var answer = StepFaults.classifying(() -> steps.run(request, lambda.getAwsRequestId()));
        Json.MAPPER.writeValue(output, answer);
      } else if (request.source().filter("aws.guardduty"::equals).isPresent()) {
        events.handle(
            request.type().orElseThrow(), request.detail().orElseThrow(), lambda.getAwsRequestId());
      } else {
        review.review();
      }
    } finally {
      telemetry.flush();
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
