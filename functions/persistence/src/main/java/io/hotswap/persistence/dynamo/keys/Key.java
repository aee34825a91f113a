package io.hotswap.persistence.dynamo.keys;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Primary key of an item.
public record Key(String pk, String sk) {
  public Map<String, AttributeValue> attributes() {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }
}
