package io.hotswap.approvals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.decision.Expiring;
import io.hotswap.domain.approval.decision.RegisteringTaskToken;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.persistence.failure.StepFaults;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// Invoked by the approval machine, and by the schedules that expire approvals.
public final class StepHandler implements RequestStreamHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepHandler.class);

  private final ApplicationContext context;
  private final Approvals approvals;
  private final RegisteringTaskToken registeringTaskToken;
  private final Expiring expiring;
  private final Withdrawing withdrawing;
  private final SchedulerClient scheduler = Schedules.client();
  private final Schedules schedules;
  private final Telemetry telemetry;

  public StepHandler() {
    this(System.getenv());
  }

  StepHandler(Map<String, String> environment) {
    context = TaskContext.start("hotswap-approval-steps", environment);
    approvals = context.getBean(Approvals.class);
    registeringTaskToken = context.getBean(RegisteringTaskToken.class);
    expiring = context.getBean(Expiring.class);
    withdrawing = context.getBean(Withdrawing.class);
    schedules = new Schedules(scheduler, ScheduleConfig.from(environment));
    telemetry = context.getBean(Telemetry.class);
  }

  /// @param step name of the calling state, or `ExpireApproval`
  record Request(
      String step,
      Optional<DeploymentId> deploymentId,
      Optional<String> taskToken,
      Optional<UUID> approvalId) {}

  /// @param outcome the status of the approval
  record Answer(String outcome) {}

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

  private Answer answer(InputStream input, Context lambda) throws IOException {
    var request = Json.MAPPER.readValue(input, Request.class);
    var answer =
        telemetry.inSpan(
            "approval.step", "", Map.of("step", request.step()), () -> execute(request, lambda));
    LOG.info("{}: {}", request.step(), answer.outcome());
    return answer;
  }

  private Answer execute(Request request, Context lambda) {
    var origin = Origin.system("approvals", lambda.getAwsRequestId(), Traceparent.current());
    var approval =
        switch (request.step()) {
          case "RequestApproval" -> requested(request, lambda, origin);
          case "ExpireApproval" -> expired(request.approvalId().orElseThrow(), lambda, origin);
          case "CloseApproval" -> closed(request.deploymentId().orElseThrow(), origin);
          case String other -> throw new IllegalArgumentException("No step " + other);
        };
    return new Answer(approval.status().name());
  }

  private Approval requested(Request request, Context lambda, Origin origin) {
    var approval =
        registeringTaskToken.register(
            request.deploymentId().orElseThrow(), request.taskToken().orElseThrow(), origin);
    if (approval.open()) {
      schedules.expire(approval, lambda.getInvokedFunctionArn());
    }
    return approval;
  }

  /// Invoked too early, or for an approval that was replaced: schedules the next invocation.
  private Approval expired(UUID id, Context lambda, Origin origin) {
    expiring
        .expire(id, origin)
        .ifPresent(it -> schedules.expire(it, lambda.getInvokedFunctionArn()));
    return approvals.find(id).orElseThrow(() -> new NoSuchElementException("No approval " + id));
  }

  /// The waiting machine has failed, so no decision can resume it.
  private Approval closed(DeploymentId id, Origin origin) {
    withdrawing.withdraw(id, origin);
    return approvals.of(id).orElseThrow(() -> new NoSuchElementException("No approval of " + id));
  }

  @Override
  public void close() {
    scheduler.close();
    context.close();
  }
}
