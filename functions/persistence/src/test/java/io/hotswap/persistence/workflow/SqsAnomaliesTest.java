package io.hotswap.persistence.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class SqsAnomaliesTest {
  private static final Anomaly ANOMALY =
      new Anomaly(
          Environment.Production,
          PluginId.of("payment-processor"),
          "1.1.0",
          "n1",
          Anomaly.Kind.ErrorRate,
          "51 of 1000 calls failed in 5 minutes (5.1 %)",
          Instant.parse("2026-11-23T10:00:00.123Z"));

  @Test
  void an_anomaly_arrives_as_its_json() {
    LocalEngine.shared();
    try (var sqs = Aws.sqs()) {
      var queue = sqs.createQueue(it -> it.queueName("anomalies-" + UUID.randomUUID())).queueUrl();
      new SqsAnomalies(sqs, tables(queue)).report(ANOMALY);
      var messages = sqs.receiveMessage(it -> it.queueUrl(queue).waitTimeSeconds(5)).messages();
      assertEquals(
          List.of(ANOMALY), messages.stream().map(it -> SqsAnomalies.read(it.body())).toList());
    }
  }

  @Test
  void a_queue_that_is_not_there_is_a_fault() {
    LocalEngine.shared();
    try (var sqs = Aws.sqs()) {
      var queue = sqs.createQueue(it -> it.queueName("anomalies-" + UUID.randomUUID())).queueUrl();
      sqs.deleteQueue(it -> it.queueUrl(queue));
      var anomalies = new SqsAnomalies(sqs, tables(queue));
      assertThrows(QueueDoesNotExistException.class, () -> anomalies.report(ANOMALY));
    }
  }

  @Test
  void a_queue_that_is_not_named_is_said_so_at_once() {
    LocalEngine.shared();
    try (var sqs = Aws.sqs()) {
      var missing =
          assertThrows(
              IllegalStateException.class, () -> new SqsAnomalies(sqs, new Tables(Map.of())));
      assertTrue(
          String.valueOf(missing.getMessage())
              .startsWith("HOTSWAP_ANOMALIES_QUEUE_URL must be set"));
    }
  }

  private static Tables tables(String queue) {
    return new Tables(Map.of("HOTSWAP_ANOMALIES_QUEUE_URL", queue));
  }
}
