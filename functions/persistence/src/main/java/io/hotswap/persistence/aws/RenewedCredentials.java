package io.hotswap.persistence.aws;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Credentials that are renewed as soon as they are refused. The SDK's own provider keeps expired
/// ones for up to a quarter of an hour after one failed renewal.
final class RenewedCredentials implements AwsCredentialsProvider, ExecutionInterceptor {
  private static final Set<String> REFUSALS =
      Set.of(
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "ExpiredToken",
          "ExpiredTokenException");

  private final Supplier<AwsCredentialsProvider> source;
  private final AtomicReference<AwsCredentialsProvider> current;

  RenewedCredentials(Supplier<AwsCredentialsProvider> source) {
    this.source = source;
    this.current = new AtomicReference<>(source.get());
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return current.get().resolveCredentials();
  }

  @Override
  public void onExecutionFailure(FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof AwsServiceException e
        && e.awsErrorDetails() != null
        && REFUSALS.contains(e.awsErrorDetails().errorCode())) {
      current.set(source.get());
    }
  }
}
