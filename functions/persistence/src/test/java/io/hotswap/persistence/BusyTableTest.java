package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.engine.BusyEngine;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.Transaction.Commit;
import io.hotswap.persistence.failure.AwsFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A transaction on a real table that has others to do, or never takes what it is sent.
class BusyTableTest {
  private static Tables tables;
  private final BusyEngine busy = new BusyEngine(LocalEngine.shared().endpoint());
  private final DynamoDbClient dynamo =
      DynamoDbClient.builder().endpointOverride(busy.endpoint()).httpClient(Aws.http()).build();
  private final String pk = "T#" + UUID.randomUUID();

  @BeforeAll
  static void stage() {
    tables = new Tables(LocalEngine.shared().freshStage().environment());
  }

  @AfterEach
  void close() {
    dynamo.close();
    busy.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        "ThrottlingError,TransactionConflict"
      })
  void what_passes_is_tried_again(String codes) {
    busy.says(3, 400, canceled(codes.split(",")));
    assertEquals(new Commit.Committed(), writing("small").commit());
    assertEquals(4, busy.requests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TransactionConflict", "ThrottlingError"})
  void what_does_not_pass_is_told_for_what_it_is(String code) {
    busy.says(100, 400, canceled(code, "None"));
    var failed = assertThrows(SdkException.class, writing("small")::commit);
    assertEquals(
        code.equals("ThrottlingError") ? AwsFailure.Throttled : AwsFailure.Conflict,
        AwsFailure.of(failed));
    assertEquals(7, busy.requests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ValidationError",
        "ItemCollectionSizeLimitExceeded",
        "ValidationError,ThrottlingError",
        "AccessDenied"
      })
  void what_can_never_be_written_is_not_tried_again(String codes) {
    busy.says(100, 400, canceled(codes.split(",")));
    var failed = assertThrows(SdkException.class, writing("small")::commit);
    assertEquals(AwsFailure.Invalid, AwsFailure.of(failed));
    assertEquals(1, busy.requests());
  }

  @Test
  void an_item_that_is_too_large_is_not_tried_again() {
    var failed = assertThrows(SdkException.class, writing("x".repeat(410_000))::commit);
    assertEquals(AwsFailure.Invalid, AwsFailure.of(failed));
    assertEquals(1, busy.requests());
  }

  @Test
  void a_lost_race_is_one_whatever_else_is_said() {
    busy.says(1, 400, canceled("TransactionConflict", "ConditionalCheckFailed"));
    var transaction = writing("small").create("other", tables.plugins(), item("O#1", ""));
    assertEquals(new Commit.Refused(List.of("other")), transaction.commit());
    assertEquals(1, busy.requests());
  }

  private Transaction writing(String text) {
    return new Transaction(dynamo).create("thing", tables.plugins(), item(pk, text));
  }

  private static Map<String, AttributeValue> item(String pk, String text) {
    return Map.of(
        "pk", Items.text(pk),
        "sk", Items.text("THING"),
        "text", Items.text(text));
  }

  private static String canceled(String... codes) {
    var reasons =
        Arrays.stream(codes)
            .map("{\"Code\": \"%s\", \"Message\": \"no\"}"::formatted)
            .collect(Collectors.joining(", "));
    return "{\"__type\": \"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
        + " \"Message\": \"Transaction cancelled\", \"CancellationReasons\": ["
        + reasons
        + "]}";
  }
}
