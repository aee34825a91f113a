package io.hotswap.secrets;

import io.hotswap.domain.tenant.secret.DataKeys;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SealedSecrets;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretSealing;
import io.hotswap.domain.tenant.secret.SecretValues;
import java.util.Optional;
import software.amazon.awssdk.services.kms.KmsClient;

/// Values under their tenant's data key. It keeps neither keys nor values.
public final class EncryptedSecrets implements SecretSealing, SecretValues {
  private final KmsTenantKeys keys;
  private final SealedSecrets stored;

  public EncryptedSecrets(
      KmsClient kms, SecretsConfig config, DataKeys keys, SealedSecrets stored) {
    this.keys = new KmsTenantKeys(kms, config.key(), keys);
    this.stored = stored;
  }

  @Override
  public SealedSecret seal(SecretId id, String value) {
    return keys.findOrMake(id.environment(), id.tenant()).seal(id, value);
  }

  @Override
  public Optional<String> read(SecretId id) {
    return stored
        .find(id)
        .flatMap(it -> keys.find(id.environment(), id.tenant()).map(key -> key.open(it)));
  }
}
