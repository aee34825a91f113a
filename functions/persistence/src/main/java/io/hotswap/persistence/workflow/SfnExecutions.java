package io.hotswap.persistence.workflow;

import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.persistence.failure.AwsFailure;
import io.hotswap.serialization.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Starts executions named after deployment and fence, so that starting twice starts one.
public final class SfnExecutions implements Executions {
  private static final Logger LOG = LoggerFactory.getLogger(SfnExecutions.class);

  private final SfnClient sfn;
  private final MachinesConfig machines;

  public SfnExecutions(SfnClient sfn, MachinesConfig machines) {
    this.sfn = sfn;
    this.machines = machines;
  }

  private record Input(DeploymentId deploymentId, long fence) {}

  @Override
  public void deploy(DeploymentId id, long fence) {
    start(machines.deploy(), id, fence);
  }

  @Override
  public void rollBack(DeploymentId id, long fence) {
    start(machines.rollBack(), id, fence);
  }

  @Override
  public void stop(DeploymentId id, long fence, boolean rollback) {
    try {
      sfn.stopExecution(
          it ->
              it.executionArn(execution(machine(rollback), id, fence))
                  .error("Superseded")
                  .cause("Another execution carries the deployment on, or takes it back."));
    } catch (SdkException e) {
      // Its fence is outdated whether it runs or not, so its next step ends it.
      LOG.info("{}-{} was not stopped", id, fence, e);
    }
  }

  @Override
  public State state(DeploymentId id, long fence, boolean rollback) {
    try {
      var found =
          sfn.describeExecution(it -> it.executionArn(execution(machine(rollback), id, fence)));
      return found.status() == ExecutionStatus.RUNNING ? State.Running : State.Over;
    } catch (ExecutionDoesNotExistException e) {
      LOG.info("{}-{} does not exist", id, fence, e);
      return State.Over;
    } catch (SdkException e) {
      LOG.warn("The status of execution {}-{} is unknown", id, fence, e);
      return State.Unknown;
    }
  }

  private String machine(boolean rollback) {
    return rollback ? machines.rollBack() : machines.deploy();
  }

  private static String execution(String machine, DeploymentId id, long fence) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + id + "-" + fence;
  }

  private static String why(AwsFailure failure) {
    return failure.isPassing()
        ? "The state machine did not start."
        : "The state machine cannot be started as it is: a fault of HotSwap's installation.";
  }

  private void start(String machine, DeploymentId id, long fence) {
    try {
      sfn.startExecution(
          it ->
              it.stateMachineArn(machine)
                  .name(id + "-" + fence)
                  .input(Json.write(new Input(id, fence))));
    } catch (ExecutionAlreadyExistsException e) {
      LOG.info("{} runs already as {}-{}", machine, id, fence);
    } catch (SdkException e) {
      LOG.error("{} does not start for {}-{}", machine, id, fence, e);
      throw new NotStarted(why(AwsFailure.of(e)), e);
    }
  }
}
