package io.hotswap.domain.idempotency;

/// Makes hashes of requests under a key that is not stored where they are.
public interface RequestHashes {
  /// @param digest of the request
  RequestHash of(String digest);
}
