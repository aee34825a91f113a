package io.hotswap.persistence.failure;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// What a call to a table, a bucket, a queue, a key or a state machine failed of: decided here, for
/// whoever tries again and whoever answers.
public enum AwsFailure {
  /// A condition did not hold: somebody was quicker.
  Condition,
  /// Somebody else's write is on the same thing just now.
  Conflict,
  /// More is asked of the service than it takes.
  Throttled,
  /// The service does not answer, fails itself, or does not know our session.
  Unavailable,
  /// What was sent can never be carried out: too large, malformed, not permitted. A fault of ours.
  Invalid;

  private static final Set<String> CONDITION =
      Set.of("ConditionalCheckFailed", "ConditionalCheckFailedException", "PreconditionFailed");
  private static final Set<String> CONFLICT =
      Set.of(
          "TransactionConflict",
          "TransactionConflictException",
          "TransactionInProgressException",
          "ConditionalRequestConflict",
          "OperationAborted");
  // Of a session that ended, or that is not known everywhere yet: the next has others.
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

  /// Whether the same may go well a moment later.
  public boolean isPassing() {
    return switch (this) {
      case Conflict, Throttled, Unavailable -> true;
      case Condition, Invalid -> false;
    };
  }

  /// The failure behind a throwable; empty where none of AWS's is.
  public static Optional<AwsFailure> behind(Throwable fault) {
    for (var cause = Optional.of(fault); cause.isPresent(); ) {
      if (cause.get() instanceof SdkException failed) {
        return Optional.of(of(failed));
      }
      cause = Optional.ofNullable(cause.get().getCause());
    }
    return Optional.empty();
  }

  public static AwsFailure of(SdkException failed) {
    return switch (failed) {
      case TransactionCanceledException canceled -> of(canceled);
      case AwsServiceException service -> of(service);
      // Nobody answered, or not in time.
      default -> Unavailable;
    };
  }

  // A lost race is told before all else: whoever lost looks again. What can never be written is
  // told before what may be written later.
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
