package io.hotswap.spi;

import java.util.Optional;

/// A secret of a tenant's configuration. Keep this, not its value, which the tenant may replace at
/// any time: the next [#reveal] then has the new one, also of a secret that an earlier call gave.
/// Implemented by the runtime; safe to use from any thread. Its text has no value.
public interface Secret {

  /// The value as it is now. The first time it may have to be fetched, which takes as long as a
  /// request over the network; every use is counted for the audit.
  ///
  /// @throws IllegalStateException when it cannot be read now, or is not set any more, naming the
  ///   property
  String reveal();

  /// The value before, for as long as the tenant lets both be good: for systems that do not know
  /// the new one yet.
  default Optional<String> previous() {
    return Optional.empty();
  }
}
