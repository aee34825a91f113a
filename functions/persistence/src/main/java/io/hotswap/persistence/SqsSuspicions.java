package io.hotswap.persistence;

import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.figures.Suspicions;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Suspicions by a queue: one message each, the record as JSON.
public final class SqsSuspicions implements Suspicions {
  private final SqsClient sqs;
  private final String queue;

  public SqsSuspicions(SqsClient sqs, Tables tables) {
    this.sqs = sqs;
    this.queue = tables.suspicions();
  }

  @Override
  public void tell(Suspicion suspicion) {
    var body = Json.write(suspicion);
    sqs.sendMessage(request -> request.queueUrl(queue).messageBody(body));
  }
}
