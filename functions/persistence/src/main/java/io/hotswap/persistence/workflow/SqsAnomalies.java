package io.hotswap.persistence.workflow;

import io.hotswap.domain.telemetry.Anomalies;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.report.StoredAnomaly;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Anomalies by an SQS queue: one message each, the record as JSON.
public final class SqsAnomalies implements Anomalies {
  private final SqsClient sqs;
  private final String queue;

  public SqsAnomalies(SqsClient sqs, Tables tables) {
    this.sqs = sqs;
    this.queue = tables.anomalies();
  }

  @Override
  public void report(Anomaly anomaly) {
    var body = body(anomaly);
    sqs.sendMessage(request -> request.queueUrl(queue).messageBody(body));
  }

  /// The body of a message.
  public static String body(Anomaly anomaly) {
    return StoredDocument.write(StoredAnomaly.of(anomaly));
  }

  public static Anomaly read(String body) {
    return StoredDocument.read("Anomaly", body, StoredAnomaly.class).toDomain();
  }
}
