package io.hotswap.secrets;

import io.hotswap.domain.tenant.secret.ManagedSecretValues;
import io.hotswap.domain.tenant.secret.ManagedSecrets;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/// Secrets of Secrets Manager that are tagged with their tenant. Roles may use no others.
public final class TaggedSecrets implements ManagedSecrets, ManagedSecretValues {
  private static final String TAG = "hotswap:tenant";
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";

  private final SecretsManagerClient client;

  public TaggedSecrets(SecretsManagerClient client) {
    this.client = client;
  }

  @Override
  public boolean isOf(String arn, String tenant) {
    try {
      return client.describeSecret(it -> it.secretId(arn)).tags().stream()
          .anyMatch(it -> TAG.equals(it.key()) && tenant.equals(it.value()));
    } catch (SecretsManagerException e) {
      if (isRefusal(e)) {
        return false;
      }
      throw e;
    }
  }

  /// It is not there, is being deleted, is in another account, or has no such tag.
  private static boolean isRefusal(SecretsManagerException e) {
    return e.statusCode() >= 400 && e.statusCode() < 500 && !e.isThrottlingException();
  }

  /// The tag is looked at each time: it may have been changed since the ARN was stored.
  @Override
  public Optional<Managed> read(String arn, String tenant) {
    return isOf(arn, tenant)
        ? value(arn, CURRENT).map(it -> new Managed(it, value(arn, PREVIOUS)))
        : Optional.empty();
  }

  private Optional<String> value(String arn, String stage) {
    try {
      var value = client.getSecretValue(it -> it.secretId(arn).versionStage(stage));
      return Optional.ofNullable(value.secretString());
    } catch (ResourceNotFoundException none) {
      return Optional.empty();
    }
  }
}
