package io.hotswap.persistence.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.hotswap.domain.refusal.PermanentFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class StepFaultsTest {
  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, true",
    "400, ResourceNotFoundException, true",
    "400, AccessDeniedException, true",
    "400, ProvisionedThroughputExceededException, false",
    "400, ThrottlingException, false",
    "400, TransactionConflictException, false",
    "400, ConditionalCheckFailedException, false",
    "400, ExpiredTokenException, false",
    "500, InternalServerError, false",
  })
  void what_a_service_refuses_for_good_is_permanent(int status, String code, boolean permanent) {
    var said =
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
    assertEquals(permanent, StepFaults.isPermanent(said));
    assertEquals(permanent, StepFaults.isPermanent(new IllegalStateException("wrapped", said)));
  }

  @ParameterizedTest
  @CsvSource({
    "ValidationError, true",
    "ItemCollectionSizeLimitExceeded, true",
    "TransactionConflict, false",
    "ThrottlingError, false",
    "ConditionalCheckFailed, false",
  })
  void so_is_a_transaction_of_which_one_part_is(String code, boolean permanent) {
    var canceled =
        TransactionCanceledException.builder()
            .cancellationReasons(
                CancellationReason.builder().code("None").build(),
                CancellationReason.builder().code(code).build())
            .build();
    assertEquals(permanent, StepFaults.isPermanent(canceled));
  }

  static Stream<Exception> bugs() {
    return Stream.of(
        new NullPointerException(),
        new IllegalArgumentException("No step Begin"),
        new NoSuchElementException("No deployment"),
        new ArrayIndexOutOfBoundsException(3),
        new ArithmeticException("overflow"),
        new JsonMappingException(() -> {}, "not JSON"));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void a_bug_is_permanent(Exception bug) {
    var told = assertThrows(PermanentFault.class, () -> StepFaults.classifying(() -> thrown(bug)));
    assertSame(bug, told.getCause());
    assertEquals(bug.toString(), told.getMessage());
  }

  static Stream<Exception> passing() {
    return Stream.of(
        new IllegalStateException("lost 10 races"),
        new UncheckedIOException(new IOException("reset")),
        new IOException("reset"),
        SdkClientException.create("nobody answers", new IllegalArgumentException()));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void what_may_pass_stays_what_it_is(Exception passing) {
    assertSame(
        passing,
        assertThrows(Exception.class, () -> StepFaults.classifying(() -> thrown(passing))));
  }

  @Test
  void what_goes_well_is_answered() {
    assertEquals("done", StepFaults.classifying(() -> "done"));
  }

  private static String thrown(Exception fault) throws Exception {
    throw fault;
  }
}
