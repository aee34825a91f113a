package io.hotswap.domain.idempotency;

/// What tells a request from others that have the same key.
///
/// @param keyed what is stored: without the key that it was made with, nobody can try what secrets
///   were sent
/// @param plain digest of the request alone, as releases before this one stored it
public record RequestHash(String keyed, String plain) {
  /// Whether the request that this was stored of is the same.
  public boolean matches(String stored) {
    return stored.equals(keyed) || stored.equals(plain);
  }
}
