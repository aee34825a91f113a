package io.hotswap.persistence.dynamo;

import io.hotswap.domain.idempotency.Claim;
import io.hotswap.domain.idempotency.RequestHash;
import io.hotswap.domain.idempotency.RequestKey;
import io.hotswap.domain.idempotency.Requests;
import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.persistence.dynamo.keys.RequestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// Requests by idempotency key in DynamoDB. A conditional put that loses a race returns the winning
/// item.
public final class DynamoRequests implements Requests {
  private static final String OURS =
      "seed = :seed AND leaseUntil = :lease AND attribute_not_exists(answer)";

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoRequests(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /// @param leaseUntil in milliseconds
  /// @param expiresAt in seconds, as the table's time to live requires
  record Item(
      String bodyHash, UUID seed, long leaseUntil, long expiresAt, Optional<Answer> answer) {
    static Item of(Claim.Mine claim, Optional<StoredAnswer> answer) {
      return new Item(
          claim.bodyHash(),
          claim.seed(),
          claim.leaseUntil().toEpochMilli(),
          claim.expiresAt().getEpochSecond(),
          answer.map(it -> new Answer(it.status(), it.headers(), it.body())));
    }
  }

  record Answer(int status, Map<String, String> headers, String body) {
    StoredAnswer toDomain() {
      return new StoredAnswer(status, headers, body);
    }
  }

  @Override
  public Claim claim(RequestKey key, RequestHash hash, Instant now, Duration lease, Duration keep) {
    var fresh =
        new Claim.Mine(
            key, hash.keyed(), UUID.randomUUID(), millis(now.plus(lease)), now.plus(keep));
    // TTL deletes late; expired items are treated as absent.
    return put(
            key,
            Item.of(fresh, Optional.empty()),
            "attribute_not_exists(pk) OR expiresAt < :now",
            Map.of(":now", Items.number(now.getEpochSecond())))
        .map(existing -> existing(fresh, hash, existing, now))
        .orElse(fresh);
  }

  @Override
  public void answer(Claim.Mine claim, StoredAnswer answer) {
    var held = Item.of(claim, Optional.empty());
    put(claim.key(), Item.of(claim, Optional.of(answer)), OURS, same(held));
  }

  @Override
  public void release(Claim.Mine claim) {
    var held = Item.of(claim, Optional.empty());
    var released = new Item(held.bodyHash(), held.seed(), 0, held.expiresAt(), Optional.empty());
    put(claim.key(), released, OURS, same(held));
  }

  private Claim existing(Claim.Mine wanted, RequestHash hash, Item item, Instant now) {
    if (!hash.matches(item.bodyHash())) {
      return new Claim.OtherBody();
    }
    if (item.answer().isPresent()) {
      return new Claim.Answered(item.answer().get().toDomain());
    }
    return now.toEpochMilli() < item.leaseUntil() ? new Claim.AtWork() : takeOver(wanted, item);
  }

  /// The holder crashed or released it: takes over with its seed, unless somebody else does first.
  private Claim takeOver(Claim.Mine wanted, Item item) {
    var again =
        new Claim.Mine(
            wanted.key(),
            wanted.bodyHash(),
            item.seed(),
            wanted.leaseUntil(),
            Instant.ofEpochSecond(item.expiresAt()));
    var lost = put(wanted.key(), Item.of(again, Optional.empty()), OURS, same(item));
    return lost.isEmpty() ? again : new Claim.AtWork();
  }

  /// The existing item when the condition fails; empty when the put succeeded.
  private Optional<Item> put(
      RequestKey key, Item item, String condition, Map<String, AttributeValue> values) {
    try {
      dynamo.putItem(
          request ->
              request
                  .tableName(table)
                  .item(Items.of(RequestKeys.request(key), item))
                  .conditionExpression(condition)
                  .expressionAttributeValues(values)
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(Items.read(e.item(), Item.class));
    }
  }

  private static Map<String, AttributeValue> same(Item item) {
    return Map.of(
        ":seed", Items.text(item.seed().toString()), ":lease", Items.number(item.leaseUntil()));
  }

  private static Instant millis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }
}
