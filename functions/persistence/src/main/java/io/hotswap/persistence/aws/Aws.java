package io.hotswap.persistence.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Clients whose endpoint, region and credentials come from the environment (`AWS_*`), as in AWS's
/// own tools. Every attempt has a timeout: a hanging endpoint must not hang its caller.
public final class Aws {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration TRANSFER = Duration.ofSeconds(25);

  private static final RenewedCredentials CREDENTIALS =
      new RenewedCredentials(() -> DefaultCredentialsProvider.builder().build());

  private Aws() {}

  /// For clients that are made elsewhere.
  public static AwsCredentialsProvider credentials() {
    return CREDENTIALS;
  }

  public static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT)
        .socketTimeout(ATTEMPT)
        .build();
  }

  public static DynamoDbClient dynamo() {
    return DynamoDbClient.builder()
        .credentialsProvider(CREDENTIALS)
        .httpClient(http())
        .overrideConfiguration(retryingConflicts().build())
        .build();
  }

  /// @param dates receives the `Date` of every response
  public static DynamoDbClient dynamo(AnswerDates dates) {
    return DynamoDbClient.builder()
        .credentialsProvider(CREDENTIALS)
        .httpClient(http())
        .overrideConfiguration(retryingConflicts().addExecutionInterceptor(dates).build())
        .build();
  }

  /// A write of one item that met a transaction on it has written nothing: the SDK tries it again,
  /// with backoff and jitter, as `Transaction` does with transactions.
  public static ClientOverrideConfiguration.Builder retryingConflicts() {
    return within(ATTEMPT).toBuilder()
        .retryStrategy(it -> it.retryOnException(TransactionConflictException.class));
  }

  public static S3Client s3() {
    return S3Client.builder()
        .credentialsProvider(CREDENTIALS)
        .httpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(TRANSFER)
                .build())
        .overrideConfiguration(within(TRANSFER))
        .forcePathStyle(elsewhere())
        .build();
  }

  public static SqsClient sqs() {
    return SqsClient.builder()
        .credentialsProvider(CREDENTIALS)
        .httpClient(http())
        .overrideConfiguration(within(ATTEMPT))
        .build();
  }

  public static SfnClient sfn() {
    return SfnClient.builder()
        .credentialsProvider(CREDENTIALS)
        .httpClient(http())
        .overrideConfiguration(within(ATTEMPT))
        .build();
  }

  public static S3Presigner presigner() {
    return S3Presigner.builder()
        .credentialsProvider(CREDENTIALS)
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(elsewhere()).build())
        .build();
  }

  public static ClientOverrideConfiguration within(Duration attempt) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(attempt)
        .addExecutionInterceptor(CREDENTIALS)
        .build();
  }

  /// A non-AWS endpoint has no host name per bucket.
  private static boolean elsewhere() {
    return System.getenv("AWS_ENDPOINT_URL") != null
        || System.getProperty("aws.endpointUrl") != null;
  }
}
