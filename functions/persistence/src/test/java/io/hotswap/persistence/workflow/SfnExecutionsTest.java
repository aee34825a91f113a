package io.hotswap.persistence.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.deployment.Executions.State;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Executions of two machines that wait, on a real engine.
class SfnExecutionsTest {
  private static final String WAITS =
      """
      {"StartAt": "Waits", "States": {"Waits": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;
  private final DeploymentId id = new DeploymentId(UUID.randomUUID());
  private SfnClient sfn;
  private MachinesConfig machines;
  private SfnExecutions executions;

  @BeforeEach
  void machines() {
    LocalEngine.shared();
    sfn = Aws.sfn();
    machines = new MachinesConfig(machine("deploy"), machine("roll-back"));
    executions = new SfnExecutions(sfn, machines);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void of_two_of_one_name_the_one_that_is_meant_is_stopped(boolean rollback) {
    executions.deploy(id, 7);
    executions.rollBack(id, 7);
    executions.stop(id, 7, rollback);
    assertEquals(State.Over, executions.state(id, 7, rollback));
    assertEquals(State.Running, executions.state(id, 7, !rollback));
    assertEquals(ExecutionStatus.ABORTED, status(rollback));
  }

  @Test
  void what_somebody_aborts_in_the_console_is_over() {
    executions.rollBack(id, 3);
    assertEquals(State.Running, executions.state(id, 3, true));
    sfn.stopExecution(it -> it.executionArn(arn(true, 3)));
    assertEquals(State.Over, executions.state(id, 3, true));
  }

  @Test
  void stopping_what_never_was_does_no_harm() {
    executions.stop(id, 1, true);
    assertEquals(State.Over, executions.state(id, 1, true));
    assertEquals(State.Over, executions.state(id, 1, false));
  }

  private ExecutionStatus status(boolean rollback) {
    return sfn.describeExecution(it -> it.executionArn(arn(rollback, 7))).status();
  }

  private String arn(boolean rollback, long fence) {
    var machine = rollback ? machines.rollBack() : machines.deploy();
    return machine.replace(":stateMachine:", ":execution:") + ":" + id + "-" + fence;
  }

  private String machine(String name) {
    return sfn.createStateMachine(
            it ->
                it.name(name + "-" + UUID.randomUUID())
                    .definition(WAITS)
                    .roleArn("arn:aws:iam::000000000000:role/waits"))
        .stateMachineArn();
  }
}
