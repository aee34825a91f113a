package io.hotswap.deployments;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.persistence.failure.StepFaults;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Invoked by the state machines, once per step.
public final class RolloutHandler implements RequestStreamHandler, AutoCloseable {
  private final ApplicationContext context;
  private final RolloutSteps steps;
  private final Telemetry telemetry;

  public RolloutHandler() {
    this(System.getenv());
  }

  RolloutHandler(Map<String, String> environment) {
    context = TaskContext.start("hotswap-rollout", environment);
    steps = context.getBean(RolloutSteps.class);
    telemetry = context.getBean(Telemetry.class);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda)
      throws IOException {
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var answer = StepFaults.classifying(() -> answer(input, lambda));
      Json.MAPPER.writeValue(output, answer);
    } finally {
      telemetry.flush();
    }
  }

  private RolloutSteps.Answer answer(InputStream input, Context lambda) throws IOException {
    var request = Json.MAPPER.readValue(input, RolloutSteps.Request.class);
    return steps.run(request, lambda.getAwsRequestId());
  }

  @Override
  public void close() {
    context.close();
  }
}
