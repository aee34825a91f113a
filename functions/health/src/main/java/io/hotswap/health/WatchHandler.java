package io.hotswap.health;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.health.AutomaticRollback;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.workflow.SqsAnomalies;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.FunctionMetrics;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.micronaut.context.ApplicationContext;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Invoked by the queue of anomalies, and every minute by a schedule without any. An anomaly that
/// cannot be handled is delivered again, and does not hold up the others.
public final class WatchHandler implements RequestStreamHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchHandler.class);

  private final ApplicationContext context;
  private final AutomaticRollback automaticRollback;
  private final NodeReview nodeReview;
  private final RefusedReports refused;
  private final Tables tables;
  private final Telemetry telemetry;

  public WatchHandler() {
    this(System.getenv());
  }

  WatchHandler(Map<String, String> environment) {
    context = TaskContext.start("hotswap-watch", environment);
    automaticRollback = context.getBean(AutomaticRollback.class);
    nodeReview = context.getBean(NodeReview.class);
    refused = context.getBean(RefusedReports.class);
    tables = context.getBean(Tables.class);
    telemetry = context.getBean(Telemetry.class);
  }

  record Batch(Optional<List<Delivered>> Records) {}

  /// @param eventSourceARN of the queue
  record Delivered(String messageId, String body, String eventSourceARN) {}

  record Failure(String itemIdentifier) {}

  record Answer(List<Failure> batchItemFailures) {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda)
      throws IOException {
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var batch = Json.MAPPER.readValue(input, Batch.class);
      if (batch.Records().isEmpty()) {
        nodeReview.review(lambda.getAwsRequestId());
      }
      var failures = failures(batch.Records().orElse(List.of()), lambda.getAwsRequestId());
      Json.MAPPER.writeValue(output, new Answer(failures));
    } finally {
      telemetry.flush();
    }
  }

  private List<Failure> failures(List<Delivered> messages, String requestId) {
    List<Failure> failures = new ArrayList<>();
    for (var message : messages) {
      tryHandle(message, requestId).ifPresent(it -> failures.add(new Failure(message.messageId())));
    }
    return failures;
  }

  private Optional<Exception> tryHandle(Delivered message, String requestId) {
    try {
      telemetry.inSpan(
          "plugin.watch",
          "",
          Map.of(),
          () -> {
            handleMessage(message, requestId);
            return message;
          });
      return Optional.empty();
    } catch (Exception e) {
      // The queue delivers it again, and finally moves it to the dead-letter queue.
      FunctionMetrics.count(
          "plugin.anomalies.failed.total", Map.of("error", e.getClass().getSimpleName()));
      return Optional.of(e);
    }
  }

  // Logged inside the span, so that the line has its trace id.
  private void handleMessage(Delivered message, String requestId) {
    try {
      var anomaly = SqsAnomalies.read(message.body());
      attributes(anomaly).forEach(Span.current()::setAttribute);
      var source = source(message);
      if (source == anomaly.environment()) {
        handle(anomaly, requestId);
      } else {
        // Delivered again, it would be no truer.
        LOG.error("Refused: an anomaly of {}'s nodes that names {}", source, message.body());
        refused.refused(source);
      }
    } catch (RuntimeException e) {
      LOG.error("An anomaly could not be handled: {}", message.body(), e);
      throw e;
    }
  }

  /// The environment whose nodes may send to the queue.
  private Environment source(Delivered message) {
    return Arrays.stream(Environment.values())
        .filter(it -> message.eventSourceARN().endsWith(":" + tables.anomalies(it)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No queue of an environment's nodes: " + message.eventSourceARN()));
  }

  private void handle(Anomaly anomaly, String requestId) {
    var origin = Origin.system("watch", requestId, Traceparent.current());
    var anomalyResponse = automaticRollback.handle(anomaly, origin);
    var name = anomalyResponse.getClass().getSimpleName();
    Span.current().setAttribute("reaction", name);
    LOG.info(
        "{} of {} on {}: {}, {}",
        anomaly.kind(),
        anomaly.version(),
        anomaly.nodeId(),
        name,
        anomalyResponse.why());
    FunctionMetrics.count(
        "plugin.anomalies.total", Map.of("kind", anomaly.kind().name(), "reaction", name));
  }

  private static Map<String, String> attributes(Anomaly it) {
    return Map.of(
        "plugin.id", it.pluginId().toString(),
        "plugin.version", it.version(),
        "environment", it.environment().name(),
        "node.id", it.nodeId(),
        "anomaly", it.kind().name());
  }

  @Override
  public void close() {
    context.close();
  }
}
