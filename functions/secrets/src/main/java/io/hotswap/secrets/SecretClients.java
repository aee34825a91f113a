package io.hotswap.secrets;

import io.hotswap.persistence.aws.Aws;
import java.time.Duration;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Clients as [Aws] makes them, of the services that only secrets need.
public final class SecretClients {
  private static final Duration ATTEMPT = Duration.ofSeconds(5);

  private SecretClients() {}

  public static KmsClient kms() {
    return KmsClient.builder()
        .httpClient(Aws.http())
        .credentialsProvider(Aws.credentials())
        .overrideConfiguration(Aws.within(ATTEMPT))
        .build();
  }

  public static SecretsManagerClient secretsManager() {
    return SecretsManagerClient.builder()
        .httpClient(Aws.http())
        .credentialsProvider(Aws.credentials())
        .overrideConfiguration(Aws.within(ATTEMPT))
        .build();
  }
}
