package io.hotswap.deployments;

import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.persistence.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Starts executions named after deployment and fence, so that twice is once.
final class StepFunctions implements Executions {
  private static final Logger LOG = LoggerFactory.getLogger(StepFunctions.class);

  private final SfnClient sfn;
  private final MachinesConfig machines;

  StepFunctions(SfnClient sfn, MachinesConfig machines) {
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
      throw new NotStarted("The state machine did not start.", e);
    }
  }
}
