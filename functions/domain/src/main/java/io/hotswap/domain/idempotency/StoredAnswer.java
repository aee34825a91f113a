package io.hotswap.domain.idempotency;

import java.util.Map;

/// An HTTP answer as it was given.
public record StoredAnswer(int status, Map<String, String> headers, String body) {
  // An item of DynamoDB has at most 400 KB; a character at most 3 bytes.
  private static final int LARGEST_KEPT = 100_000;

  public StoredAnswer {
    headers = Map.copyOf(headers);
  }

  /// A fault of ours is no answer: the client may try again with the same key. And what is too
  /// large to be kept is made again: with the same id the work meets its own record.
  boolean isKept() {
    return status < 500 && body.length() <= LARGEST_KEPT;
  }
}
