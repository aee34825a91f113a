package io.hotswap.domain.idempotency;

import java.util.Map;

/// An HTTP response as it was sent.
public record StoredAnswer(int status, Map<String, String> headers, String body) {
  // A DynamoDB item holds 400 KB; a character takes up to 3 bytes.
  private static final int LARGEST_KEPT = 100_000;

  public StoredAnswer {
    headers = Map.copyOf(headers);
  }

  /// A 5xx is not kept, so that the client may retry with the same key. An answer that is too large
  /// is produced again: with the same id the work finds its own record.
  boolean isKept() {
    return status < 500 && body.length() <= LARGEST_KEPT;
  }
}
