package io.hotswap.approvals;

import io.hotswap.persistence.aws.Aws;
import io.hotswap.serialization.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A running execution that waits for its task token; a queue tells the token.
final class Waiting implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SqsClient sqs = Aws.sqs();
  private final SfnClient sfn = Aws.sfn();
  private final String queue;
  private final String execution;

  Waiting(String name) {
    queue = sqs.createQueue(it -> it.queueName(name)).queueUrl();
    var machine =
        sfn.createStateMachine(
                it ->
                    it.name(name)
                        .definition(definition(queue))
                        .roleArn("arn:aws:iam::000000000000:role/test"))
            .stateMachineArn();
    execution = sfn.startExecution(it -> it.stateMachineArn(machine).input("{}")).executionArn();
  }

  private static String definition(String queue) {
    var parameters = Map.of("QueueUrl", queue, "MessageBody", Map.of("token.$", "$$.Task.Token"));
    var wait =
        Map.of(
            "Type",
            "Task",
            "Resource",
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters",
            parameters,
            "End",
            true);
    return Json.write(Map.of("StartAt", "Wait", "States", Map.of("Wait", wait)));
  }

  String token() {
    return soon(
        () ->
            sqs.receiveMessage(it -> it.queueUrl(queue).waitTimeSeconds(1)).messages().stream()
                .map(it -> Json.read(it.body(), Told.class).token())
                .findFirst()
                .orElse(""));
  }

  record Told(String token) {}

  /// What the execution ends with.
  String outcome() {
    return soon(
        () -> {
          var described = sfn.describeExecution(it -> it.executionArn(execution));
          return described.status() == ExecutionStatus.SUCCEEDED
              ? Json.read(described.output(), Ended.class).outcome()
              : "";
        });
  }

  record Ended(String outcome) {}

  private static String soon(Supplier<String> check) {
    var deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      var found = check.get();
      if (!found.isEmpty()) {
        return found;
      }
    }
    throw new AssertionError("Nothing came within " + PATIENCE);
  }

  @Override
  public void close() {
    sqs.close();
    sfn.close();
  }
}
