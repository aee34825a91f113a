package io.hotswap.secrets;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.secret.DataKeys;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/// Tenants' data keys, made and unwrapped by a KMS key. Tenant and environment are the encryption
/// context, by which a role is limited to an environment.
final class KmsTenantKeys {
  private static final String TENANT = "hotswap:tenant";
  private static final String ENVIRONMENT = "hotswap:environment";

  private final KmsClient kms;
  private final String key;
  private final DataKeys stored;

  /// @param key ARN
  KmsTenantKeys(KmsClient kms, String key, DataKeys stored) {
    this.kms = kms;
    this.key = key;
    this.stored = stored;
  }

  /// Empty when the tenant has none, or none any more.
  Optional<TenantKey> find(Environment environment, String tenant) {
    return stored.find(environment, tenant).map(it -> unwrapped(it, environment, tenant));
  }

  TenantKey findOrMake(Environment environment, String tenant) {
    return find(environment, tenant)
        .orElseGet(
            () ->
                unwrapped(
                    stored.putIfAbsent(environment, tenant, made(environment, tenant)),
                    environment,
                    tenant));
  }

  /// Never in clear here: only what is stored is used.
  private String made(Environment environment, String tenant) {
    var made =
        kms.generateDataKeyWithoutPlaintext(
            it ->
                it.keyId(key)
                    .keySpec(DataKeySpec.AES_256)
                    .encryptionContext(context(environment, tenant)));
    return Base64.getEncoder().encodeToString(made.ciphertextBlob().asByteArray());
  }

  private TenantKey unwrapped(String wrapped, Environment environment, String tenant) {
    var blob = SdkBytes.fromByteArray(Base64.getDecoder().decode(wrapped));
    var clear =
        kms.decrypt(
            it ->
                it.keyId(key).ciphertextBlob(blob).encryptionContext(context(environment, tenant)));
    return new TenantKey(clear.plaintext().asByteArray());
  }

  private static Map<String, String> context(Environment environment, String tenant) {
    return Map.of(TENANT, tenant, ENVIRONMENT, environment.name());
  }
}
