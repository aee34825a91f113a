package io.hotswap.notifications;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.notification.Delivering;
import io.hotswap.domain.notification.Delivering.Outcome;
import io.hotswap.domain.notification.DeliveryState;
import io.hotswap.persistence.dynamo.keys.OutboxKeys;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.LogContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Invoked by the outbox table's stream with new messages, and every minute for those that are due.
public final class NotifyHandler implements RequestStreamHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);
  // Longer than all channels' timeouts together, so that the result of every started attempt is
  // recorded.
  private static final int LAST_MILLIS = 15_000;

  private final NotificationBeans parts;
  private final Delivering delivering;
  private final Clock clock = Clock.systemUTC();

  public NotifyHandler() {
    this(System.getenv());
  }

  NotifyHandler(Map<String, String> environment) {
    parts = new NotificationBeans(environment, clock);
    delivering = parts.delivering();
  }

  /// @param delivered attempts, not messages: one by mail and one by Slack are two
  record Answer(long delivered, long postponed, long parked) {
    static Answer of(List<Outcome> outcomes) {
      return new Answer(
          count(outcomes, DeliveryState.Delivered.class),
          count(outcomes, DeliveryState.Retrying.class),
          count(outcomes, DeliveryState.GivenUp.class));
    }

    private static long count(List<Outcome> outcomes, Class<? extends DeliveryState> state) {
      return outcomes.stream().map(Outcome::state).filter(state::isInstance).count();
    }
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda)
      throws IOException {
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var outcomes = outcomes(Json.MAPPER.readTree(input).path("Records"), lambda);
      count(outcomes);
      Json.MAPPER.writeValue(output, Answer.of(outcomes));
    } catch (PartialFailure e) {
      count(e.results().stream().map(Outcome.class::cast).toList());
      e.failures().forEach((id, why) -> LOG.error("Message {} could not be processed", id, why));
      throw e;
    }
  }

  private List<Outcome> outcomes(JsonNode records, Context lambda) {
    return records.isArray()
        ? delivering.deliverNow(ids(records))
        : delivering.sweep(
            clock.instant().plusMillis(lambda.getRemainingTimeInMillis() - LAST_MILLIS));
  }

  private void count(List<Outcome> outcomes) {
    DeliveryMetrics.count(outcomes, parts.stage(), clock.instant());
  }

  private static List<UUID> ids(JsonNode records) {
    return StreamSupport.stream(records.spliterator(), false)
        .map(it -> it.at("/dynamodb/Keys/pk/S").asText())
        .map(OutboxKeys::id)
        .toList();
  }

  @Override
  public void close() {
    parts.close();
  }
}
