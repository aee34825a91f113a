package io.hotswap.secrets;

import java.util.Map;

/// @param key ARN of the KMS key that tenants' data keys are encrypted with
public record SecretsConfig(String key) {
  private static final String KEY = "HOTSWAP_SECRETS_KEY";

  public static SecretsConfig from(Map<String, String> environment) {
    var key = environment.getOrDefault(KEY, "");
    if (key.isBlank()) {
      throw new IllegalStateException(
          KEY + " must be set: the ARN of the KMS key that encrypts tenants' data keys");
    }
    return new SecretsConfig(key);
  }
}
