package io.hotswap.persistence.workflow;

import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.operations.CheckExecutions;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.serialization.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Starts executions named after digest and run, so that starting twice starts one.
public final class SfnCheckExecutions implements CheckExecutions {
  private static final Logger LOG = LoggerFactory.getLogger(SfnCheckExecutions.class);

  private final SfnClient sfn;
  private final CheckMachineConfig config;

  public SfnCheckExecutions(SfnClient sfn, CheckMachineConfig config) {
    this.sfn = sfn;
    this.config = config;
  }

  private record Input(PluginId pluginId, SemanticVersion version, int run) {}

  @Override
  public boolean start(VersionChecks checks) {
    var input = new Input(checks.pluginId(), checks.version(), checks.run());
    try {
      sfn.startExecution(
          it -> it.stateMachineArn(config.machine()).name(name(checks)).input(Json.write(input)));
      return true;
    } catch (ExecutionAlreadyExistsException e) {
      LOG.info("Checks run already as {}", name(checks));
      return true;
    } catch (SdkException e) {
      LOG.error("Checks {} do not start; the schedule tries again", name(checks), e);
      return false;
    }
  }

  @Override
  public boolean running(VersionChecks checks) {
    var execution = config.machine().replace(":stateMachine:", ":execution:") + ":" + name(checks);
    try {
      return sfn.describeExecution(it -> it.executionArn(execution)).status()
          == ExecutionStatus.RUNNING;
    } catch (ExecutionDoesNotExistException e) {
      LOG.info("{} does not exist", execution, e);
      return false;
    } catch (SdkException e) {
      LOG.warn("The status of execution {} is unknown", execution, e);
      return true;
    }
  }

  // The same bytes may be deleted and registered again: then a new record begins.
  private static String name(VersionChecks it) {
    return "%s-%d-%d"
        .formatted(it.digest().hex().substring(0, 32), it.beganAt().toEpochMilli(), it.run());
  }
}
