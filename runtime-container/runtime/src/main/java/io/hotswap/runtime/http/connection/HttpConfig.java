package io.hotswap.runtime.http.connection;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// Limits of client connections.
///
/// @param mostConnections open at one time
/// @param head time from the first byte of a request to the last of its head, and for a TLS
///   handshake
/// @param stall how long a body or an answer may stand still before its rate counts
/// @param slowest bytes a second, at least, at which a client sends a body and reads an answer
public record HttpConfig(int mostConnections, Duration head, Duration stall, long slowest) {
  public static HttpConfig from(Variables variables) {
    return new HttpConfig(
        variables.number("HOTSWAP_MOST_CONNECTIONS", 4_096, 1, 1_000_000),
        variables.millis("HOTSWAP_HEAD_MILLIS", 10_000),
        variables.millis("HOTSWAP_STALL_MILLIS", 10_000),
        variables.bytes("HOTSWAP_SLOWEST_BYTES_PER_SECOND", 16 << 10));
  }

  /// How often a connection's limits are checked.
  Duration pollInterval() {
    var shorter = head.compareTo(stall) < 0 ? head : stall;
    var quarter = shorter.dividedBy(4);
    return quarter.compareTo(LONGEST_LOOK) < 0 ? quarter : LONGEST_LOOK;
  }

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
}
