package io.hotswap.persistence;

import java.util.Map;

/// Where the ledger of erasures is.
public record ErasureLedgerConfig(String bucket) {
  private static final String VARIABLE = "HOTSWAP_DIGESTS_BUCKET";

  public static ErasureLedgerConfig from(Map<String, String> environment) {
    var bucket = environment.getOrDefault(VARIABLE, "");
    if (bucket.isBlank()) {
      throw new IllegalStateException(VARIABLE + " must be set: a bucket with Object Lock");
    }
    return new ErasureLedgerConfig(bucket);
  }
}
