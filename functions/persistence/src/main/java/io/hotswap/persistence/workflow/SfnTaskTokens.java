package io.hotswap.persistence.workflow;

import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.serialization.Json;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// Completes tasks that wait for a token in Step Functions.
public final class SfnTaskTokens implements TaskTokens {
  private static final Logger LOG = LoggerFactory.getLogger(SfnTaskTokens.class);

  private final SfnClient sfn;

  public SfnTaskTokens(SfnClient sfn) {
    this.sfn = sfn;
  }

  @Override
  public void succeed(String token, String outcome) {
    try {
      sfn.sendTaskSuccess(it -> it.taskToken(token).output(Json.write(Map.of("outcome", outcome))));
    } catch (TaskDoesNotExistException | TaskTimedOutException e) {
      LOG.info("Nobody waits with this token any more", e);
    } catch (SdkException e) {
      LOG.warn("A state machine was not woken; the next reconciliation does", e);
      throw new NotWoken("The state machine was not woken: " + e.getMessage(), e);
    }
  }
}
