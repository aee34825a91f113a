package io.hotswap.audit;

import java.util.Map;

/// Where digests are put, and what signs them.
///
/// @param key ARN of a KMS key
record DigestConfig(String bucket, String key) {
  static DigestConfig from(Map<String, String> environment) {
    return new DigestConfig(
        required(environment, "HOTSWAP_DIGESTS_BUCKET", "a bucket with Object Lock"),
        required(environment, "HOTSWAP_DIGESTS_KEY", "the ARN of a KMS key that signs (ES256)"));
  }

  static String required(Map<String, String> environment, String name, String expected) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalStateException(name + " must be set: " + expected);
    }
    return value;
  }
}
