package io.hotswap.domain.tenant.secret;

import java.time.Instant;
import java.util.Optional;

/// A secret as a configuration names it, without its value.
///
/// @param version the configuration that its value was set with
/// @param since when that was
/// @param arn of the Secrets Manager secret that has the value; empty: it is stored here
/// @param replaced the value before, which is still good for some time
public record SecretReference(
    long version, Instant since, Optional<String> arn, Optional<Replaced> replaced) {
  /// @param arn as of [SecretReference]
  /// @param until when plugins cannot read it any more
  public record Replaced(long version, Optional<String> arn, Instant until) {}
}
