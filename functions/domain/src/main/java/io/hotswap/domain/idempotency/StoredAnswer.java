package io.hotswap.domain.idempotency;

import java.util.Map;

/// An HTTP answer as it was given.
public record StoredAnswer(int status, Map<String, String> headers, String body) {
  public StoredAnswer {
    headers = Map.copyOf(headers);
  }
}
