package io.hotswap.persistence.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.engine.BusyEngine;
import io.hotswap.engine.LocalEngine;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What services say over HTTP when they fail, and what it is taken for.
class AwsFailureTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException, Throttled",
    "400, ThrottlingException, Throttled",
    "400, RequestLimitExceeded, Throttled",
    "400, TransactionConflictException, Conflict",
    "400, TransactionInProgressException, Conflict",
    "400, ConditionalCheckFailedException, Condition",
    "400, ValidationException, Invalid",
    "400, ResourceNotFoundException, Invalid",
    "400, AccessDeniedException, Invalid",
    "400, ExpiredTokenException, Unavailable",
    "400, UnrecognizedClientException, Unavailable",
    "500, InternalServerError, Unavailable",
    "503, ServiceUnavailable, Unavailable",
  })
  void what_a_table_says(int status, String code, AwsFailure expected) {
    try (var busy = saying(status, json(code));
        var dynamo =
            DynamoDbClient.builder().applyMutation(it -> at(busy.endpoint(), it)).build()) {
      var key = Map.of("pk", AttributeValue.fromS("a"));
      is(expected, () -> dynamo.getItem(it -> it.tableName("t").key(key)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, Throttled",
    "400, KMS.ThrottlingException, Throttled",
    "409, ConditionalRequestConflict, Conflict",
    "409, OperationAborted, Conflict",
    "412, PreconditionFailed, Condition",
    "403, AccessDenied, Invalid",
    "400, ExpiredToken, Unavailable",
    "400, EntityTooLarge, Invalid",
    "500, InternalError, Unavailable",
  })
  void what_a_bucket_says(int status, String code, AwsFailure expected) {
    var body = "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>";
    try (var busy = saying(status, body.formatted(code));
        var s3 =
            S3Client.builder()
                .applyMutation(it -> at(busy.endpoint(), it))
                .forcePathStyle(true)
                .build()) {
      is(expected, () -> s3.getObjectAsBytes(it -> it.bucket("b").key("k")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException, Throttled",
    "400, ExecutionLimitExceeded, Throttled",
    "400, InvalidExecutionInput, Invalid",
    "400, StateMachineDoesNotExist, Invalid",
    "500, InternalFailure, Unavailable",
  })
  void what_a_state_machine_says(int status, String code, AwsFailure expected) {
    try (var busy = saying(status, json(code));
        var sfn = SfnClient.builder().applyMutation(it -> at(busy.endpoint(), it)).build()) {
      is(expected, () -> sfn.startExecution(it -> it.stateMachineArn("arn:aws:states:a:1:b:c")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, RequestThrottled, Throttled",
    "400, KmsThrottled, Throttled",
    "400, InvalidMessageContents, Invalid",
  })
  void what_a_queue_says(int status, String code, AwsFailure expected) {
    try (var busy = saying(status, json(code));
        var sqs = SqsClient.builder().applyMutation(it -> at(busy.endpoint(), it)).build()) {
      var url = busy.endpoint() + "/000000000000/q";
      is(expected, () -> sqs.sendMessage(it -> it.queueUrl(url).messageBody("m")));
    }
  }

  @Test
  void who_does_not_answer_is_unavailable() {
    try (var dynamo = DynamoDbClient.builder().applyMutation(it -> at(NOBODY, it)).build()) {
      is(AwsFailure.Unavailable, dynamo::listTables);
    }
  }

  @Test
  void it_is_found_behind_other_faults() {
    try (var dynamo = DynamoDbClient.builder().applyMutation(it -> at(NOBODY, it)).build()) {
      var failed = assertThrows(SdkException.class, dynamo::listTables);
      var wrapped = new IllegalStateException(new RuntimeException(failed));
      assertEquals(Optional.of(AwsFailure.Unavailable), AwsFailure.behind(wrapped));
    }
    assertEquals(Optional.empty(), AwsFailure.behind(new IllegalStateException("ours")));
    var lost = new IllegalStateException(new Contention("in each of 20 attempts"));
    assertEquals(Optional.of(AwsFailure.Conflict), AwsFailure.behind(lost));
  }

  @Test
  void pauses_grow_and_stay_under_a_second() {
    for (int attempt = 1; attempt < 60; attempt++) {
      var longest = AwsFailure.BACKOFF.after(attempt);
      assertTrue(longest.toMillis() >= Math.min(1000, 50L * attempt), longest::toString);
      assertTrue(longest.toMillis() <= 1000, longest::toString);
    }
  }

  private static void is(AwsFailure expected, org.junit.jupiter.api.function.Executable call) {
    assertEquals(expected, AwsFailure.of(assertThrows(SdkException.class, call)));
  }

  private static BusyEngine saying(int status, String body) {
    return new BusyEngine(LocalEngine.shared().endpoint()).says(1, status, body);
  }

  private static String json(String code) {
    return "{\"__type\": \"com.amazonaws#%s\", \"message\": \"no\"}".formatted(code);
  }

  private static void at(URI endpoint, AwsClientBuilder<?, ?> builder) {
    builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }
}
