package io.hotswap.registration.check;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a ClamAV daemon listens.
///
/// @param address `host:port`
/// @param connecting how long a connection may take
/// @param patience how long each answer may take
record ClamdConfig(String address, Duration connecting, Duration patience) {
  private static final String NAME = "HOTSWAP_CLAMD";
  private static final Pattern ADDRESS = Pattern.compile("[^:\\s]{1,253}:[1-9][0-9]{0,4}");
  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(55);

  ClamdConfig {
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          NAME + " must be the host:port of a clamd, not: '" + address + "'");
    }
  }

  /// Empty when none is configured.
  static Optional<ClamdConfig> from(Map<String, String> environment) {
    return Optional.of(environment.getOrDefault(NAME, ""))
        .filter(it -> !it.isEmpty())
        .map(it -> new ClamdConfig(it, CONNECTING, PATIENCE));
  }

  /// Resolved now: the daemon may move.
  InetSocketAddress socketAddress() {
    int colon = address.lastIndexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }
}
