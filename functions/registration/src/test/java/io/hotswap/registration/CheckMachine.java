package io.hotswap.registration;

import io.hotswap.persistence.aws.Aws;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/// A machine in the place of the check machine: its executions wait, until a test steps for them.
public final class CheckMachine {
  private static final String DEFINITION =
      """
      {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": true}}}
      """;

  private CheckMachine() {}

  static String created() {
    try (var sfn = Aws.sfn()) {
      return sfn.createStateMachine(
              it ->
                  it.name("check-" + UUID.randomUUID())
                      .definition(DEFINITION)
                      .roleArn("arn:aws:iam::000000000000:role/test"))
          .stateMachineArn();
    }
  }

  public static List<ExecutionListItem> executions(SfnClient sfn, String machine) {
    return sfn.listExecutions(it -> it.stateMachineArn(machine)).executions();
  }
}
