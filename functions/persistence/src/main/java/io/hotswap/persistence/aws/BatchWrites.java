package io.hotswap.persistence.aws;

import io.hotswap.persistence.failure.AwsFailure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Many writes of one table that need not be atomic. What DynamoDB did not process is sent again.
public record BatchWrites(DynamoDbClient dynamo, String table) {
  private static final int AT_ONCE = 25;
  private static final int ATTEMPTS = 6;

  /// @param items with their keys; none twice
  public void put(Stream<Map<String, AttributeValue>> items) {
    write(items.map(item -> WriteRequest.builder().putRequest(it -> it.item(item)).build()));
  }

  public void delete(Stream<Map<String, AttributeValue>> keys) {
    write(keys.map(key -> WriteRequest.builder().deleteRequest(it -> it.key(key)).build()));
  }

  private void write(Stream<WriteRequest> writes) {
    writes.gather(Gatherers.windowFixed(AT_ONCE)).forEach(this::written);
  }

  private void written(List<WriteRequest> batch) {
    Collection<WriteRequest> left = batch;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      if (attempt > ATTEMPTS) {
        throw new IllegalStateException(
            left.size() + " items were not taken by " + table + " in " + ATTEMPTS + " attempts");
      }
      if (attempt > 1) {
        AwsFailure.BACKOFF.pause(attempt - 1);
      }
      left = unprocessed(left);
    }
  }

  private Collection<WriteRequest> unprocessed(Collection<WriteRequest> writes) {
    return dynamo
        .batchWriteItem(request -> request.requestItems(Map.of(table, writes)))
        .unprocessedItems()
        .getOrDefault(table, List.of());
  }
}
