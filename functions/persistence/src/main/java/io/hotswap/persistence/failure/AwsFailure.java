package io.hotswap.persistence.failure;

import io.hotswap.domain.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Classifies failures of AWS calls (tables, buckets, queues, keys, state machines), for retries
/// and for the API's answer.
public enum AwsFailure {
  /// A condition failed: a concurrent write won.
  Condition,
  /// A concurrent write on the same item is in progress.
  Conflict,
  /// The service throttles.
  Throttled,
  /// The service does not answer, fails itself, or does not accept our session.
  Unavailable,
  /// The request can never succeed: too large, malformed, not permitted. A defect of ours.
  Invalid;

  /// Between attempts that collided or were throttled.
  public static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  private static final Set<String> CONDITION =
      Set.of("ConditionalCheckFailed", "ConditionalCheckFailedException", "PreconditionFailed");
  private static final Set<String> CONFLICT =
      Set.of(
          "TransactionConflict",
          "TransactionConflictException",
          "TransactionInProgressException",
          "ConditionalRequestConflict",
          "OperationAborted");
  // The session ended or is not known everywhere yet: the next attempt has another one.
  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidClientTokenId",
          "UnrecognizedClientException");
  private static final Set<String> THROTTLED =
      Set.of(
          "ThrottlingError",
          "ProvisionedThroughputExceeded",
          "ExecutionLimitExceeded",
          "LimitExceededException");

  /// Whether a retry may succeed.
  public boolean isPassing() {
    return switch (this) {
      case Conflict, Throttled, Unavailable -> true;
      case Condition, Invalid -> false;
    };
  }

  /// The AWS failure that caused a throwable; empty when there is none.
  public static Optional<AwsFailure> behind(Throwable fault) {
    for (var cause = Optional.of(fault); cause.isPresent(); ) {
      if (cause.get() instanceof SdkException failed) {
        return Optional.of(of(failed));
      }
      if (cause.get() instanceof Contention) {
        return Optional.of(Conflict);
      }
      cause = Optional.ofNullable(cause.get().getCause());
    }
    return Optional.empty();
  }

  public static AwsFailure of(SdkException failed) {
    return switch (failed) {
      case TransactionCanceledException canceled -> of(canceled);
      case AwsServiceException service -> of(service);
      // No response, or not in time.
      default -> Unavailable;
    };
  }

  // Precedence: a lost race, because the caller reads again; then permanent failures; then
  // temporary ones.
  private static AwsFailure of(TransactionCanceledException canceled) {
    var codes =
        canceled.cancellationReasons().stream()
            .map(CancellationReason::code)
            .filter(it -> it != null && !it.equals("None"))
            .collect(Collectors.toSet());
    if (codes.stream().anyMatch(CONDITION::contains)) {
      return Condition;
    }
    boolean passing =
        codes.stream().allMatch(it -> CONFLICT.contains(it) || THROTTLED.contains(it));
    if (codes.isEmpty() || !passing) {
      return Invalid;
    }
    return codes.stream().anyMatch(THROTTLED::contains) ? Throttled : Conflict;
  }

  private static AwsFailure of(AwsServiceException failed) {
    var code =
        Optional.ofNullable(failed.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
    if (CONDITION.contains(code) || failed.statusCode() == 412) {
      return Condition;
    }
    if (CONFLICT.contains(code)) {
      return Conflict;
    }
    if (THROTTLED.contains(code)
        || code.contains("Throttl")
        || failed.isThrottlingException()
        || failed.statusCode() == 429) {
      return Throttled;
    }
    return failed.statusCode() >= 500 || CREDENTIALS.contains(code) ? Unavailable : Invalid;
  }
}
